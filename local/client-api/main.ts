import { Command } from 'commander';
import type { z } from 'zod';
import { buyerKey } from '../../cdk/api-names.ts';
import { numberBetween, runCommandLine, wholeNumber } from '../command-line/run.ts';
import { apiAddress, apiKey } from '../deploy/api.ts';
import { defaultInstanceName, findInstance } from '../instance/instance.ts';
import { productAnswerSchema, searchAnswerSchema, searchJson } from './answer.ts';
import { callApi, type Query } from './call.ts';
import { productText, searchText } from './table.ts';

interface Common {
  readonly instance: string;
  readonly json?: boolean;
}

interface SearchOptions extends Common {
  readonly name?: string;
  readonly category?: readonly string[];
  readonly brand?: readonly string[];
  readonly minPrice?: number;
  readonly maxPrice?: number;
  readonly inStock?: boolean;
  readonly sort?: string;
  readonly page: number;
  readonly pageSize?: number;
}

const examples = `
Examples:
  npm run client -- search --name "часы"
  npm run client -- search --name "наушники" --max-price 5000 --in-stock --sort price_asc
  npm run -s client -- search --category "Книги" --json
  npm run client -- product mp-000000

Exit code: 0 answered, 1 refused or unreachable, 2 wrong usage.`;

const program = new Command('npm run client --')
  .description('The CLIENT API emulator: asks the deployed API as a buyer would.')
  .addHelpText('after', examples);

program
  .command('search')
  .description('search products; prints a table in Russian, or JSON')
  .option('--name <text>', 'words of the name or the description')
  .option('--category <category...>', 'only these categories')
  .option('--brand <brand...>', 'only these brands')
  .option('--min-price <roubles>', 'from this price', numberBetween(0))
  .option('--max-price <roubles>', 'up to this price', numberBetween(0))
  .option('--in-stock', 'only what is available')
  .option('--sort <order>', 'relevance, price_asc, price_desc or newest')
  .option('--page <n>', 'page of the hits', wholeNumber(1), 1)
  .option('--page-size <n>', 'hits of a page, up to 100', wholeNumber(1))
  .option('--instance <name>', 'which running platform', defaultInstanceName)
  .option('--json', 'print {query_id, total, took_ms, hits} on stdout')
  .action(search);

program
  .command('product')
  .description('show one product')
  .argument('<product_id>')
  .option('--instance <name>', 'which running platform', defaultInstanceName)
  .option('--json', 'print the product as the API answers it')
  .action(product);

async function search(options: SearchOptions): Promise<void> {
  const { name, category, brand, minPrice, maxPrice, inStock, sort, page, pageSize } = options;
  const answer = await ask(
    options,
    '/products',
    {
      name,
      category,
      brand,
      min_price: minPrice,
      max_price: maxPrice,
      in_stock: inStock,
      sort,
      page,
      page_size: pageSize,
    },
    searchAnswerSchema,
  );
  print(options.json === true ? JSON.stringify(searchJson(answer)) : searchText(answer, page));
}

async function product(id: string, options: Common): Promise<void> {
  const answer = await ask(options, `/products/${encodeURIComponent(id)}`, {}, productAnswerSchema);
  print(options.json === true ? JSON.stringify(answer) : productText(answer));
}

async function ask<T>(options: Common, path: string, query: Query, schema: z.ZodType<T>): Promise<T> {
  const instance = findInstance(options.instance);
  const [address, key] = await Promise.all([apiAddress(instance), apiKey(instance, buyerKey)]);
  return callApi({ address, key }, path, query, schema);
}

const print = (text: string): boolean => process.stdout.write(`${text}\n`);

await runCommandLine(program);
