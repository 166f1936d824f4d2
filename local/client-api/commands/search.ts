import { Command } from 'commander';
import { instanceOption, jsonOption, printResult } from '../../command-line/options.ts';
import { numberBetween, wholeNumber } from '../../command-line/run.ts';
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

export const searchCommand = new Command('search')
  .description('search products; prints a table in Russian, or JSON')
  .option('--name <text>', 'words of the name or the description')
  .option('--category <category...>', 'only these categories')
  .option('--brand <brand...>', 'only these brands')
  .option('--specification <name:value...>', 'only with these values of specifications, such as Цвет:белый')
  .option('--product-id <id...>', 'only these products')
  .option('--min-price <amount>', 'from this price', numberBetween(0))
  .option('--max-price <amount>', 'up to this price', numberBetween(0))
  .option('--currency <code>', 'only prices in this currency; amounts are roubles otherwise')
  .option('--in-stock', 'only what is available')
  .option('--sort <order>', 'relevance, price_asc, price_desc, newest or popularity')
  .option('--page <n>', 'page of the hits', wholeNumber(1), 1)
  .option('--after <next>', 'hits behind those of an answer, by what it gave as next')
  .option('--page-size <n>', 'hits of a page, up to 100', wholeNumber(1))
  .addOption(instanceOption())
  .addOption(jsonOption('{query_id, total, took_ms, hits}'))
  .action(search);

async function search(options: SearchOptions): Promise<void> {
  const { name, category, brand, specification, productId, minPrice, maxPrice, currency, inStock } = options;
  const { sort, page, after, pageSize } = options;
  const chosen = { category, brand, specification, product_id: productId, in_stock: inStock };
  const price = { min_price: minPrice, max_price: maxPrice, currency };
  const query = { name, ...chosen, ...price, sort, page, after, page_size: pageSize };
  const answer = await callApi(await buyersApi(options), '/products', query, searchAnswerSchema);
  printResult(options, searchJson(answer), searchText(answer, page));
}
