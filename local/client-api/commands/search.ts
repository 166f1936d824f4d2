import { Command, Option } from 'commander';
import { instanceOption, jsonOption, printResult } from '../../command-line/options.ts';
import { nonBlanks, numberBetween, wholeNumber } from '../../command-line/run.ts';
import { searchAnswerSchema, searchJson } from '../answer.ts';
import { callApi } from '../call.ts';
import { buyersApi, type ClientOptions } from '../deployed-api.ts';
import { searchText } from '../table.ts';

interface SearchOptions extends ClientOptions {
  readonly name?: string;
  readonly category?: readonly string[];
  readonly brand?: readonly string[];
  readonly minPrice?: number;
  readonly maxPrice?: number;
  readonly inStock?: boolean;
  readonly sort?: string;
  readonly page: number;
  readonly pageSize: number;
}

const largestPage = 100;
const sortOrders = ['relevance', 'price_asc', 'price_desc', 'newest'];

export const searchCommand = new Command('search')
  .description('search products; prints a table in Russian, or JSON')
  .option('--name <text>', 'words of the name or the description')
  .option('--category <category...>', 'only these categories', nonBlanks)
  .option('--brand <brand...>', 'only these brands', nonBlanks)
  .option('--min-price <roubles>', 'from this price', numberBetween(0))
  .option('--max-price <roubles>', 'up to this price', numberBetween(0))
  .option('--in-stock', 'only what is available')
  .addOption(new Option('--sort <order>', 'what comes first').choices(sortOrders))
  .option('--page <n>', 'page of the hits', wholeNumber(1), 1)
  .option('--page-size <n>', 'hits of a page', wholeNumber(1, largestPage), 20)
  .addOption(instanceOption())
  .addOption(jsonOption('{query_id, total, took_ms, hits}'))
  .action(search);

async function search(options: SearchOptions): Promise<void> {
  const { name, category, brand, minPrice, maxPrice, inStock, sort, page, pageSize } = options;
  const price = { min_price: minPrice, max_price: maxPrice };
  const query = { name, category, brand, ...price, in_stock: inStock, sort, page, page_size: pageSize };
  const answer = await callApi(await buyersApi(options), '/products', query, searchAnswerSchema);
  printResult(options, searchJson(answer), searchText(answer, { page, pageSize }));
}
