import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import type { z } from 'zod';
import { buyerKey } from '../../modules/platform/api-names.ts';
import { categoryStatsSchema } from '../../modules/category-stats/category-stats.ts';
import { actions, type Action } from '../../modules/ubi/action.ts';
import { numberBetween, runCommandLine, wholeNumber } from '../command-line/run.ts';
import { apiAddress, apiKey } from '../deploy/api.ts';
import { defaultInstanceName, findInstance } from '../instance/instance.ts';
import {
  eventAnswerSchema,
  productAnswerSchema,
  recommendAnswerSchema,
  recommendJson,
  searchAnswerSchema,
  searchJson,
} from './answer.ts';
import { callApi, postToApi, type Api, type Query } from './call.ts';
import { categoriesAnswerSchema, categoriesText, categoryText } from './categories.ts';
import { eventText, productText, recommendText, searchText } from './table.ts';

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

interface CategoriesOptions extends Common {
  readonly category?: string;
}

interface RecommendOptions extends Common {
  readonly userId: string;
  readonly limit?: number;
}

interface EventOptions extends Common {
  readonly userId: string;
  readonly productId: string;
  readonly action: Action;
}

const examples = `
Examples:
  npm run client -- search --name "часы"
  npm run client -- search --name "наушники" --max-price 5000 --in-stock --sort price_asc
  npm run -s client -- search --category "Книги" --json
  npm run client -- product mp-000000
  npm run client -- categories
  npm run client -- categories --category "Часы"
  npm run client -- recommend --user-id user123
  npm run client -- event --user-id user123 --product-id mp-000000 --action purchase

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

program
  .command('categories')
  .description('live figures of all categories, or everything about one')
  .option('--category <name>', 'only this one')
  .option('--instance <name>', 'which running platform', defaultInstanceName)
  .option('--json', 'print {total, categories}, or the figures of the one category, on stdout')
  .action(categories);

program
  .command('recommend')
  .description('what is recommended to a buyer, and why')
  .requiredOption('--user-id <id>', 'the buyer')
  .option('--limit <n>', 'how many, up to 100', wholeNumber(1))
  .option('--instance <name>', 'which running platform', defaultInstanceName)
  .option('--json', 'print {user_id, items} on stdout')
  .action(recommend);

program
  .command('event')
  .description('tell what a buyer did with a product')
  .requiredOption('--user-id <id>', 'the buyer')
  .requiredOption('--product-id <id>', 'the product')
  .addOption(new Option('--action <action>', 'what was done').choices(actions).makeOptionMandatory())
  .option('--instance <name>', 'which running platform', defaultInstanceName)
  .option('--json', 'print {event_id, product} on stdout')
  .action(tell);

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

async function categories(options: CategoriesOptions): Promise<void> {
  if (options.category !== undefined) {
    const one = await ask(options, `/categories/${encodeURIComponent(options.category)}`, {}, categoryStatsSchema);
    print(options.json === true ? JSON.stringify(one) : categoryText(one));
    return;
  }
  const all = await ask(options, '/categories', {}, categoriesAnswerSchema);
  print(options.json === true ? JSON.stringify(all) : categoriesText(all));
}

async function recommend(options: RecommendOptions): Promise<void> {
  const path = `/recommendations/${encodeURIComponent(options.userId)}`;
  const answer = await ask(options, path, { limit: options.limit }, recommendAnswerSchema);
  print(options.json === true ? JSON.stringify(recommendJson(answer)) : recommendText(answer));
}

async function tell(options: EventOptions): Promise<void> {
  const event = {
    application: 'marketplace-client',
    event_id: randomUUID(),
    action_name: options.action,
    user_id: options.userId,
    event_attributes: { object: { object_id: options.productId, object_id_field: 'product_id' } },
  };
  const answer = await postToApi(await apiOf(options), '/events', event, eventAnswerSchema);
  print(options.json === true ? JSON.stringify(answer) : eventText(answer));
}

const ask = async <T>(options: Common, path: string, query: Query, schema: z.ZodType<T>): Promise<T> =>
  callApi(await apiOf(options), path, query, schema);

async function apiOf(options: Common): Promise<Api> {
  const instance = findInstance(options.instance);
  const [address, key] = await Promise.all([apiAddress(instance), apiKey(instance, buyerKey)]);
  return { address, key };
}

const print = (text: string): boolean => process.stdout.write(`${text}\n`);

await runCommandLine(program);
