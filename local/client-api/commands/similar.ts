import { Command } from 'commander';
import { instanceOption, jsonOption, printResult } from '../../command-line/options.ts';
import { wholeNumber } from '../../command-line/run.ts';
import { similarAnswerSchema } from '../answer.ts';
import { callApi } from '../call.ts';
import { buyersApi, type ClientOptions } from '../deployed-api.ts';
import { similarText } from '../table.ts';

interface SimilarOptions extends ClientOptions {
  readonly limit?: number;
}

export const similarCommand = new Command('similar')
  .description('products like one product')
  .argument('<product_id>')
  .option('--limit <n>', 'how many, up to 50', wholeNumber(1))
  .addOption(instanceOption())
  .addOption(jsonOption('{product_id, items}'))
  .action(similar);

async function similar(id: string, options: SimilarOptions): Promise<void> {
  const path = `/products/${encodeURIComponent(id)}/similar`;
  const answer = await callApi(await buyersApi(options), path, { limit: options.limit }, similarAnswerSchema);
  printResult(options, answer, similarText(answer));
}
