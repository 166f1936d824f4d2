import { Command } from 'commander';
import { callApi } from '../../client-api/call.ts';
import { formatMoney } from '../../client-api/money.ts';
import { printable, shortened } from '../../command-line/printable.ts';
import { printResult } from '../../command-line/options.ts';
import { wholeNumber } from '../../command-line/run.ts';
import { plainTable } from '../../observe/table.ts';
import { rejectedAnswerSchema, type Rejected } from '../answer.ts';
import { apiOptions, withOptions } from '../change.ts';
import { moderatorsApi, type ModeratorOptions } from '../moderators-api.ts';
import { time } from '../rule-options.ts';
import { counted, timeText } from '../rule-text.ts';

interface RejectedOptions extends ModeratorOptions {
  readonly rule?: string;
  readonly store?: string;
  readonly category?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
  readonly page: number;
}

const examples = `
Examples:
  npm run bans -- rejected --rule ban-hookah
  npm run bans -- rejected --store store_12 --from 2026-11-01 --page 2`;

export const rejectedCommand = withOptions(
  new Command('rejected')
    .description('products that are rejected now, the latest first, and why')
    .option('--rule <rule_id>', 'only by this rule')
    .option('--store <id>', 'only of this store')
    .option('--category <name>', 'only of this category')
    .option('--from <time>', 'rejected from then on: 2026-12-01, 2026-12-01T10:00 or with +03:00', time)
    .option('--to <time>', 'rejected until then', time)
    .option('--limit <n>', 'products of a page, up to 100', wholeNumber(1), 20)
    .option('--page <n>', 'page of the products', wholeNumber(1), 1),
  ...apiOptions('{total, page, products}'),
)
  .addHelpText('after', examples)
  .action(rejected);

async function rejected(options: RejectedOptions): Promise<void> {
  const { rule, store, category, from, to, limit, page } = options;
  const query = { rule_id: rule, store_id: store, category, from, to, limit, page };
  const answer = await callApi(await moderatorsApi(options), '/rejected', query, rejectedAnswerSchema);
  printResult(options, answer, rejectedText(answer));
}

/** Rejected products as a table, with each rule that matches and what it matches. */
function rejectedText({ total, page, products }: Rejected): string {
  const head = `rejected: ${counted(total)}`;
  if (products.length === 0) return total === 0 ? head : `${head}; there is nothing on page ${page}`;
  const table = plainTable(
    ['product_id', 'name', 'category', 'price', 'rejected', 'why'],
    ['left', 'left', 'left', 'right', 'left', 'left'],
  );
  for (const { product_id, name = '', category = '', price, rejected_at, reasons } of products)
    table.push([
      printable(product_id),
      shortened(printable(name)),
      printable(category),
      price === undefined ? '' : formatMoney(price),
      rejected_at === undefined ? '' : timeText(rejected_at),
      reasons.map((reason) => reasonText(reason)).join(', '),
    ]);
  return `${head}, page ${page}\n${table.toString()}`;
}

const reasonText = ({ rule_id, matched }: Rejected['products'][number]['reasons'][number]): string =>
  printable(matched === undefined ? rule_id : `${rule_id} «${shortened(matched)}»`);
