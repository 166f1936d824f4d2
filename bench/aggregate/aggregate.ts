import type { Publisher } from '../../modules/kafka/record.ts';
import { Draws } from '../../local/catalogue/random.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { publisherOf } from '../../local/kafka/publisher.ts';
import { plainTable } from '../../local/observe/table.ts';
import { settleFlow } from '../../local/platform/quiet.ts';
import { closing } from '../../local/resources/closing.ts';
import { onInstance } from '../measure/instance.ts';
import { spread, type Spread } from '../measure/spread.ts';
import { steadily } from '../measure/steadily.ts';
import { changedProduct, fill, Stock } from './stock.ts';
import { watchFigures } from './watch.ts';

export interface AggregateOptions {
  readonly products: number;
  /** Changes a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly instance?: string;
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);
const indexingTimeoutMs = 900_000;

/**
 * Fills the index, then changes products at random at a rate: each change adds one unit to a product. A change is seen
 * when a record of `category_stats` counts as many units as it makes, and took from the time of its record in
 * `products` to the time of that one.
 */
export const benchAggregate = (options: AggregateOptions): Promise<void> =>
  onInstance(options.instance, (instance) => measure(instance, options));

async function measure(instance: Instance, options: AggregateOptions): Promise<void> {
  await using publisher = publisherOf(instance, 'shop');
  const stock = new Stock(options.products, `bench-${process.pid}`);
  tell(`${options.products} products into the index…`);
  await fill(publisher, stock);
  await settleFlow(instance, indexingTimeoutMs);
  tell(`${options.rate} changes a second for ${options.seconds} s…`);
  await using figures = closing(await watchFigures(instance, stock.prefix));
  await change(publisher, stock, options);
  await settleFlow(instance, indexingTimeoutMs);
  await figures.caughtUp();
  const delays = spread(stock.changes.map((sent) => figures.delayOf(sent)));
  process.stdout.write(`${render(options, stock, { delays, published: figures.published() })}\n`);
}

async function change(publisher: Publisher, stock: Stock, { rate, seconds }: AggregateOptions): Promise<void> {
  const draws = new Draws(23, 0);
  await steadily({ count: rate * seconds, rate }, async () => {
    const product = changedProduct(stock, draws.whole(0, stock.size - 1), Date.now());
    await publisher.publish([{ topic: 'products', key: product.product_id, value: JSON.stringify(product) }]);
  });
}

const whole = new Intl.NumberFormat('en-US');
const inSeconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(2)} s`;

function render(
  { rate, products }: AggregateOptions,
  stock: Stock,
  { delays, published }: { delays: Spread; published: number },
): string {
  const table = plainTable(['measure', 'figure'], ['left', 'right']);
  table.push(
    ['products in the index', whole.format(products)],
    ['categories', whole.format(stock.units.size)],
    [`changes, ${rate}/s`, whole.format(delays.count)],
    ['figures published meanwhile', whole.format(published)],
    ['change → figures that count it, p50', inSeconds(delays.p50)],
    ['change → figures, p99', inSeconds(delays.p99)],
    ['change → figures, slowest', inSeconds(delays.max)],
  );
  return table.toString();
}
