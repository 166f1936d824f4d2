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
  readonly specification?: readonly string[];
  readonly productId?: readonly string[];
  readonly currency?: string;
  readonly minPrice?: number;
  readonly maxPrice?: number;
  readonly inStock?: boolean;
  readonly sort?: string;
  readonly page: number;
  readonly after?: string;
  readonly pageSize?: number;
}

const usualPage = 20;
const largestPage = 100;
const sortOrders = ['relevance', 'price_asc', 'price_desc', 'newest', 'popularity'];

export const searchCommand = new Command('search')
  .description('search products; prints a table in Russian, or JSON')
  .option('--name <text>', 'words of the name or the description')
  .option('--category <category...>', 'only these categories', nonBlanks)
  .option('--brand <brand...>', 'only these brands', nonBlanks)
  .option('--specification <name:value...>', 'only with these values of specifications, such as Цвет:белый', nonBlanks)
  .option('--product-id <id...>', 'only these products', nonBlanks)
  .option('--min-price <amount>', 'from this price', numberBetween(0))
  .option('--max-price <amount>', 'up to this price', numberBetween(0))
  .option('--currency <code>', 'only prices in this currency; amounts are roubles otherwise')
  .option('--in-stock', 'only what is available')
  .addOption(new Option('--sort <order>', 'what comes first').choices(sortOrders))
  .option('--page <n>', 'page of the hits', wholeNumber(1), 1)
  .option('--after <next>', 'hits behind those of an answer, by what it gave as next')
  .option('--page-size <n>', `hits of a page, ${usualPage} unless said`, wholeNumber(1, largestPage))
  .addOption(instanceOption())
  .addOption(jsonOption('{query_id, total, took_ms, hits, next, did_you_mean}'))
  .action(search);

async function search(options: SearchOptions): Promise<void> {
  const { name, category, brand, specification, productId, minPrice, maxPrice, currency, inStock } = options;
  const { sort, page, after, pageSize } = options;
  const chosen = { category, brand, specification, product_id: productId, in_stock: inStock };
  const price = { min_price: minPrice, max_price: maxPrice, currency };
  const query = { name, ...chosen, ...price, sort, page, after, page_size: pageSize };
  const answer = await callApi(await buyersApi(options), '/products', query, searchAnswerSchema);
  printResult(
    options,
    searchJson(answer),
    searchText(answer, after === undefined ? { page, pageSize: pageSize ?? usualPage } : undefined),
  );
}
