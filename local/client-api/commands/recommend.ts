import { Command } from 'commander';
import { instanceOption, jsonOption, printResult } from '../../command-line/options.ts';
import { nonBlank, wholeNumber } from '../../command-line/run.ts';
import { recommendAnswerSchema, recommendJson } from '../answer.ts';
import { callApi } from '../call.ts';
import { buyersApi, type ClientOptions } from '../deployed-api.ts';
import { recommendText } from '../table.ts';

interface RecommendOptions extends ClientOptions {
  readonly userId: string;
  readonly limit?: number;
}

export const recommendCommand = new Command('recommend')
  .description('what is recommended to a buyer, and why')
  .requiredOption('--user-id <id>', 'the buyer', nonBlank)
  .option('--limit <n>', 'how many', wholeNumber(1, 100))
  .addOption(instanceOption())
  .addOption(jsonOption('{user_id, items}'))
  .action(recommend);

async function recommend(options: RecommendOptions): Promise<void> {
  const path = `/recommendations/${encodeURIComponent(options.userId)}`;
  const answer = await callApi(await buyersApi(options), path, { limit: options.limit }, recommendAnswerSchema);
  printResult(options, recommendJson(answer), recommendText(answer));
}
