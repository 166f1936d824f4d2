import { Command } from 'commander';
import { instanceOption, jsonOption, printResult } from '../../command-line/options.ts';
import { productAnswerSchema } from '../answer.ts';
import { nonBlank } from '../../command-line/run.ts';
import { callApi } from '../call.ts';
import { buyersApi, type ClientOptions } from '../deployed-api.ts';
import { productText } from '../table.ts';

export const productCommand = new Command('product')
  .description('show one product')
  .argument('<product_id>', 'as search shows it', nonBlank)
  .addOption(instanceOption())
  .addOption(jsonOption('the product as the API answers it'))
  .action(product);

async function product(id: string, options: ClientOptions): Promise<void> {
  const path = `/products/${encodeURIComponent(id)}`;
  const answer = await callApi(await buyersApi(options), path, {}, productAnswerSchema);
  printResult(options, answer, productText(answer));
}
