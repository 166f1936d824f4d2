import { Command } from 'commander';
import { instanceOption, jsonOption, printResult } from '../../command-line/options.ts';
import { wholeNumber } from '../../command-line/run.ts';
import { suggestAnswerSchema } from '../answer.ts';
import { callApi } from '../call.ts';
import { buyersApi, type ClientOptions } from '../deployed-api.ts';
import { suggestText } from '../table.ts';

interface SuggestOptions extends ClientOptions {
  readonly limit?: number;
}

export const suggestCommand = new Command('suggest')
  .description('what is suggested while a buyer types')
  .argument('<text>', 'what was typed so far')
  .option('--limit <n>', 'how many products, up to 20', wholeNumber(1))
  .addOption(instanceOption())
  .addOption(jsonOption('{q, products, categories, corrected?}'))
  .action(suggest);

async function suggest(q: string, options: SuggestOptions): Promise<void> {
  const answer = await callApi(await buyersApi(options), '/suggest', { q, limit: options.limit }, suggestAnswerSchema);
  printResult(options, answer, suggestText(answer));
}
