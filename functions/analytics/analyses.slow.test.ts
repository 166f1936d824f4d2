import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordFile } from '../../modules/raw-files/record-file.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { aKafkaRecord, someHeaders } from '../../tests/support/records.ts';
import { partOf } from './days/day-parts.ts';
import { compute, computeDay } from './duckdb/compute.ts';
import { productFile, type ProductState } from './products.ts';
import { analysisQueries, preparedQueries, type AnalysisName } from './queries.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 22, 19, 25);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'analyses-'));
});
afterEach(() => rm(directory, { recursive: true }));

const aState = (fields: Partial<ProductState> = {}): ProductState => ({
  product_id: 'p1',
  name: 'Часы',
  category: 'Часы',
  price: { currency: 'RUB' },
  price_minor: 100_000,
  stock: { available: 2 },
  in_stock: true,
  version: now - day,
  ...fields,
});

let offset = 0;
const aRecord = (fields: Partial<KafkaRecord>): KafkaRecord =>
  aKafkaRecord({ offset: offset++, timestamp: now - day, value: null, ...fields });

const sent = (id: string, ago: number, price: unknown, headers: KafkaRecord['headers'] = []): KafkaRecord =>
  aRecord({ key: Buffer.from(id), timestamp: now - ago, headers, value: Buffer.from(JSON.stringify({ price })) });

const told = (activity: object): KafkaRecord =>
  aRecord({
    topic: 'client_queries',
    value: Buffer.from(JSON.stringify({ client_id: 'c', timestamp: new Date(now - day).toISOString(), ...activity })),
  });

const clicked = (id: string, product: string, fields: object = {}): KafkaRecord =>
  told({
    event_id: id,
    action_name: 'click',
    user_id: 'u1',
    event_attributes: { object: { object_id: product } },
    ...fields,
  });

const bought = (id: string, product: string, buyer: string): KafkaRecord =>
  clicked(id, product, { action_name: 'purchase', user_id: buyer });

const searched = (id: string, text: string, total: number, fields: object = {}): KafkaRecord =>
  told({ query_id: id, user_query: text, query_attributes: { total, page: 1 }, ...fields });

interface World {
  readonly products?: readonly ProductState[];
  readonly sent?: readonly KafkaRecord[];
  readonly told?: readonly KafkaRecord[];
  /** SQL of the categories of the run before, and of the one a week ago. */
  readonly before?: string;
  readonly weekAgo?: string;
}

/** The rows of one analysis. */
async function analyse(analysis: AnalysisName, world: World): Promise<Record<string, unknown>[]> {
  const put = async (name: string, content: Buffer): Promise<string[]> => {
    await writeFile(join(directory, name), content);
    return [join(directory, name)];
  };
  const records = async (name: string, all: readonly KafkaRecord[] = []): Promise<string[]> =>
    all.length === 0 ? [] : put(name, recordFile(all, {}));
  const database = await DuckDBInstance.create();
  const connection = await database.connect();
  const earlier = async (name: string, sql: string | undefined): Promise<string[]> => {
    if (sql === undefined) return [];
    await connection.run(`COPY (${sql}) TO '${join(directory, name)}' (FORMAT parquet)`);
    return [join(directory, name)];
  };
  const limits = { memory: 256, threads: 2 };
  const daily = async (table: 'sent_prices' | 'activity', raw: readonly string[]): Promise<string[]> =>
    raw.length === 0 ? [] : [(await computeDay(partOf(table, '2026-11-22', raw), limits, directory)).file];
  let rows: Record<string, unknown>[] = [];
  await compute(
    {
      runId: '20261122T192500Z',
      now,
      window: 30 * day,
      inputs: {
        products: await put('products.parquet', productFile(world.products ?? [aState()])),
        sent_prices: await daily('sent_prices', await records('sent.parquet', world.sent)),
        activity: await daily('activity', await records('told.parquet', world.told)),
        previous_categories: await earlier('before.parquet', world.before),
        week_ago_categories: await earlier('week-ago.parquet', world.weekAgo),
      },
      prepared: preparedQueries(),
      analyses: analysisQueries().filter(({ name }) => name === analysis),
    },
    limits,
    directory,
    async ({ file }) => {
      rows = (await connection.runAndReadAll(`SELECT * FROM '${file}'`)).getRowObjectsJS().map(plain);
    },
  );
  database.closeSync();
  return rows;
}

const plain = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );

/** The row of an earlier run, as SQL. */
const figures = (currency: string, price: number): string =>
  `SELECT 'Часы' AS category, '${currency}' AS currency, 3::BIGINT AS products, 3::BIGINT AS in_stock,
    1e0 AS in_stock_share, 5::BIGINT AS available_units, ${price}e0 AS average_price, ${price - 100}e0 AS median_price`;

describe('categories', () => {
  test('prices of different currencies are kept apart, each in its own minor units', async () => {
    const products = [
      aState({ product_id: 'a', price_minor: 100_000 }),
      aState({ product_id: 'b', price_minor: 300_000, in_stock: false, stock: { available: 0 } }),
      aState({ product_id: 'c', price_minor: 5_000, price: { currency: 'JPY' } }),
    ];
    expect(await analyse('categories', { products })).toMatchObject([
      { currency: 'JPY', products: 1, average_price: 5_000, median_price: 5_000 },
      {
        currency: 'RUB',
        products: 2,
        in_stock: 1,
        in_stock_share: 0.5,
        available_units: 2,
        average_price: 2_000,
        median_price: 2_000,
        products_change: null,
      },
    ]);
  });

  test('change is the difference to the run before, and null where there was none', async () => {
    expect(await analyse('categories', { before: figures('RUB', 900) })).toMatchObject([
      {
        products_change: -2,
        available_units_change: -3,
        average_price_change: 100,
        median_price_change: 200,
        average_price_change_week: null,
      },
    ]);
  });

  test('change is that of the same currency', async () => {
    const both = `${figures('RUB', 900)} UNION ALL ${figures('USD', 5)}`;
    const products = [aState(), aState({ product_id: 'p2', price: { currency: 'USD' }, price_minor: 700 })];
    expect(await analyse('categories', { products, before: both, weekAgo: both })).toMatchObject([
      { currency: 'RUB', average_price_change: 100, average_price_change_week: 100 },
      { currency: 'USD', average_price_change: 2, average_price_change_week: 2 },
    ]);
  });

  test.each(['Дом/Сад', `'и' "дача" \\ %_`, '🎁'.repeat(10), 'ж'.repeat(300)])('%s is a category', async (category) => {
    expect(await analyse('categories', { products: [aState({ category })] })).toMatchObject([{ category }]);
  });

  test('prices and stocks beyond every sum fail nothing', async () => {
    const products = Array.from({ length: 2_000 }, (_, number) =>
      aState({
        product_id: `p${number}`,
        price_minor: Number.MAX_SAFE_INTEGER,
        stock: { available: Number.MAX_SAFE_INTEGER },
      }),
    );
    expect(await analyse('categories', { products })).toMatchObject([{ products: 2_000, available_units: null }]);
  });
});

const rub = (amount: unknown): object => ({ amount, currency: 'RUB' });

describe('prices', () => {
  test('a price that is sent again is no change, and products that are gone have no history', async () => {
    const records = [sent('p1', 3 * day, rub(10)), sent('p1', 2 * day, rub(10)), sent('gone', day, rub(5))];
    expect(await analyse('price_history', { sent: [...records, sent('p1', day, rub(12.5))] })).toMatchObject([
      { product_id: 'p1', changed_ms: now - 3 * day, price: 10, currency: 'RUB' },
      { product_id: 'p1', changed_ms: now - day, price: 12.5 },
    ]);
  });

  test('the version of a record counts, not when it was sent again', async () => {
    const late = sent('p1', 0, rub(10), someHeaders({ version: String(now - 5 * day) }));
    expect(await analyse('price_history', { sent: [sent('p1', 3 * day, rub(20)), late] })).toMatchObject([
      { price: 10, changed_ms: now - 5 * day },
      { price: 20, changed_ms: now - 3 * day },
    ]);
  });

  test('records that nobody can read are passed over', async () => {
    const broken = [Buffer.from([0xff, 0xfe]), Buffer.from('{bad'), Buffer.from('null'), Buffer.from(''), null];
    const records = [
      ...broken.map((value) => aRecord({ value })),
      ...[-1, 'free', null, {}, 1e300].map((amount) => sent('p1', day, rub(amount))),
      aRecord({ key: null, value: Buffer.from('{}') }),
      sent('p1', day, rub(7)),
    ];
    expect(await analyse('price_history', { sent: records })).toMatchObject([{ price: 7 }]);
  });

  test('a price that falls by a rouble a day has that slope', async () => {
    const records = [4, 3, 2, 1].map((days) => sent('p1', days * day, rub(100 + days)));
    const now0 = sent('p1', 0, rub(100));
    const [trend] = await analyse('price_trends', { sent: [...records, now0] });
    expect(trend).toMatchObject({ first_price: 104, last_price: 100, changes: 4, direction: 'down', max_price: 104 });
    expect(trend?.['slope_per_day']).toBeCloseTo(-1);
    expect(trend?.['change_percent']).toBeCloseTo((-4 / 104) * 100);
  });

  test('a trend is of the currency that the product has now', async () => {
    const records = [sent('p1', 3 * day, rub(1_000)), sent('p1', day, { amount: 10, currency: 'USD' })];
    expect(await analyse('price_trends', { sent: records })).toMatchObject([
      { currency: 'USD', first_price: 10, last_price: 10, changes: 0, slope_per_day: 0, direction: 'flat' },
    ]);
  });
});

describe('queries', () => {
  test('one text however it is typed, once however often its record comes, with its share of clicks', async () => {
    const one = searched('q1', '  ЧАСЫ\tчёрные ', 3, { client_id: 'c1' });
    const records = [one, { ...one, offset: 99_999 }, searched('q2', 'часы черные', 5), searched('q3', 'сумка', 1)];
    const further = searched('q4', 'часы черные', 5, { query_attributes: { total: 5, page: 2 } });
    const rows = await analyse('top_queries', {
      told: [...records, further, clicked('e1', 'p1', { query_id: 'q1' }), searched('q5', ' ', 9)],
    });
    expect(rows).toMatchObject([
      { rank: 1, text: 'часы черные', searches: 2, users: 2, average_hits: 4, click_through: 0.5 },
      { rank: 2, text: 'сумка', searches: 1, click_through: 0 },
    ]);
  });

  test('queries without results are those that found nothing', async () => {
    const rows = await analyse('empty_queries', { told: [searched('q1', 'граммофон', 0), searched('q2', 'часы', 3)] });
    expect(rows).toMatchObject([{ text: 'граммофон', searches: 1, users: 1 }]);
  });
});

describe('what buyers do', () => {
  const products = ['p1', 'p2', 'p3'].map((product_id) => aState({ product_id }));

  test('counts the less the longer ago it was, and a purchase more than a click', async () => {
    const weekAgo = { timestamp: new Date(now - 8 * day).toISOString() };
    const events = [
      clicked('1', 'p1'),
      clicked('2', 'p2', weekAgo),
      clicked('3', 'p3', { action_name: 'purchase' }),
      clicked('4', 'unknown'),
    ];
    const rows = await analyse('popular_products', { products, told: events });
    expect(rows.map(({ product_id, rank }) => [product_id, rank])).toEqual([
      ['p3', 1],
      ['p1', 2],
      ['p2', 3],
    ]);
    expect(Number(rows[1]?.['score']) / Number(rows[2]?.['score'])).toBeCloseTo(2);
  });

  test('nine purchases by one visitor count as one, and less than one each by six', async () => {
    const robot = Array.from({ length: 9 }, (_, n) => bought(`r${n}`, 'p1', 'robot'));
    const six = Array.from({ length: 6 }, (_, n) => bought(`s${n}`, 'p2', `buyer ${n}`));
    const rows = await analyse('popular_products', { products, told: [...robot, ...six] });
    expect(rows.map(({ product_id }) => product_id)).toEqual(['p2', 'p1']);
    // Six purchases, each proved by six of eight, beside one that counts a third.
    expect(Number(rows[0]?.['score']) / Number(rows[1]?.['score'])).toBeCloseTo((6 * 6) / 8 / (1 / 3));
  });

  test('one buyer makes no store popular, and a thousand products not more than a hundred', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) =>
      aState({ product_id: `many ${n}`, store_id: n < 500 ? 'one store' : `store ${n}` }),
    );
    const robot = many.map(({ product_id }, n) => clicked(`r${n}`, product_id, { user_id: 'robot' }));
    const human = clicked('h', 'p1', { user_id: 'human' });
    const rows = await analyse('popular_products', { products: [...products, ...many], told: [...robot, human] });
    expect(rows[0]).toMatchObject({ product_id: 'p1' });
    const sum = (inStore: (n: number) => boolean): number =>
      rows
        .filter(({ product_id: id }) => String(id).startsWith('many') && inStore(Number(String(id).slice(5))))
        .reduce((total, { score }) => total + Number(score), 0);
    const ofOne = Number(rows[0]?.['score']);
    expect(sum((n) => n < 500) / ofOne).toBeCloseTo(10);
    expect(sum((n) => n >= 500) / ofOne).toBeCloseTo(50);
  });

  test('how many buyers two products share, and each has, is counted once a buyer', async () => {
    const events = [
      clicked('1', 'p1'),
      clicked('2', 'p1'),
      clicked('3', 'p2'),
      clicked('4', 'unknown'),
      clicked('5', 'p1', { user_id: 'u2' }),
    ];
    const rows = await analyse('shared_buyers', { products, told: events });
    expect(
      rows.map((row) => [row['product_id'], row['other_id'], row['place'], row['other_place'], row['buyers']]),
    ).toEqual(
      expect.arrayContaining([
        ['p1', 'p1', 0, 0, 2],
        ['p2', 'p2', 1, 1, 1],
        ['p2', 'p1', 1, 0, 1],
      ]),
    );
    expect(rows).toHaveLength(3);
  });

  test('products that the same buyer looks at are neighbours, unknown ones are not', async () => {
    const events = [
      clicked('1', 'p1'),
      clicked('2', 'p2'),
      clicked('3', 'unknown'),
      clicked('4', 'p3', { user_id: 'u2' }),
    ];
    const rows = await analyse('co_occurrence', { products, told: events });
    expect(rows.map(({ product_id, neighbour_id, rank }) => [product_id, neighbour_id, rank])).toEqual([
      ['p1', 'p2', 1],
      ['p2', 'p1', 1],
    ]);
  });
});

test.each(['categories', 'price_trends', 'top_queries', 'popular_products', 'co_occurrence', 'shared_buyers'] as const)(
  'without any data %s is empty',
  async (analysis) => {
    expect(await analyse(analysis, { products: [] })).toEqual([]);
  },
);
