import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { uniqueName } from '../../tests/support/instance.ts';
import { aProduct, aRecord, headerTexts, keepingPublisher } from '../../tests/support/records.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { categoryId } from '../../modules/category-stats/category-stats.ts';
import { indexing } from '../../tests/support/deployed.ts';
import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import type { Product } from '../../modules/product/product.ts';
import { aggregateChanges } from './aggregate.ts';

let indices: TestIndices;
let category: string;
let version = 1_700_000_000_000;
const publisher = keepingPublisher();
/** What Kafka does next, instead of taking records. */
let kafka: (() => Promise<void>) | undefined;
const publish = async (records: readonly OutgoingRecord[]): Promise<void> => {
  const next = kafka;
  kafka = undefined;
  if (next !== undefined && records.length > 0) await next();
  await publisher.publish(records);
};

beforeAll(async () => {
  indices = await testIndices();
});
afterAll(async () => indices.remove());
beforeEach(() => {
  category = uniqueName('Часы');
  publisher.published.length = 0;
});

const aggregate = async (...records: Parameters<ReturnType<typeof aggregateChanges>>[0]) => {
  const { client, names } = indices;
  return aggregateChanges({ client, names, publisher: { ...publisher, publish }, now: Date.now })(records);
};
const changed = (...categories: string[]) =>
  aggregate(...categories.map((name) => aRecord('catalog_changes', name, { category: name, at: 1 })));

/** Puts products into the category, each under an id of its own, or takes one away. */
const put = async (...products: Partial<Product>[]): Promise<unknown> => {
  const records = products.map((fields, n) => {
    const product = aProduct({ product_id: `${category}-${n}`, category, ...fields });
    return aRecord('filtered_products', product.product_id, product, { version: (version += 1_000) });
  });
  return indexing(indices, keepingPublisher())(records);
};
const withdraw = async (n: number): Promise<unknown> =>
  indexing(
    indices,
    keepingPublisher(),
  )([aRecord('filtered_products', `${category}-${n}`, null, { version: (version += 1_000), verdict: 'withdrawn' })]);

/** The records of the category since the last look. */
function published(name = category): unknown[] {
  const ours = publisher.published.filter(({ topic, key }) => topic === 'category_stats' && key === name);
  publisher.published.length = 0;
  return ours.map(({ value }): unknown => JSON.parse(String(value)));
}

async function document(name = category): Promise<unknown> {
  const { body } = await indices.client.mget({ index: indices.names.categoryStats, body: { ids: [categoryId(name)] } });
  const [found] = body.docs as { _source?: unknown }[];
  return found?._source;
}

const onePrice = (amount: number) => ({
  products: 1,
  min: amount,
  average: amount,
  median: amount,
  p95: amount,
  max: amount,
});

test('the figures of a category are those of its products, currency by currency', async () => {
  await put(
    { price: { amount: 100, currency: 'RUB' }, stock: { available: 2 }, brand: 'Восток', store_id: 's1' },
    { price: { amount: 300.5, currency: 'RUB' }, stock: { available: 0 }, brand: 'Восток', store_id: 's2' },
    { price: { amount: 900, currency: 'RUB' }, stock: null, brand: 'Casio', store_id: 's2' },
    { price: { amount: 10, currency: 'USD' }, stock: { available: 5 }, brand: null },
    { price: { amount: 3_000, currency: 'JPY' }, stock: { available: 1 } },
  );
  expect(await changed(category)).toEqual({ categories: 1, published: 1, dead_lettered: 0 });
  const expected = {
    category,
    count: 5,
    in_stock: 3,
    in_stock_share: 0.6,
    available_units: 8,
    brands: 2,
    stores: 2,
    newest_change: new Date(version).toISOString(),
    prices: [
      {
        currency: 'RUB',
        products: 3,
        min: 100,
        average: 433.5,
        median: expect.closeTo(300.5, 0) as unknown,
        p95: 900,
        max: 900,
        stock_value: 200,
      },
      { currency: 'JPY', ...onePrice(3_000), stock_value: 3_000 },
      { currency: 'USD', ...onePrice(10), stock_value: 50 },
    ],
    computed_at: expect.stringMatching(/Z$/u) as unknown,
  };
  const [record] = published();
  expect(record).toEqual(expected);
  expect(await document()).toEqual(record);
});

test('figures are published when they have changed, and only then', async () => {
  await put({});
  await changed(category);
  expect(published()).toHaveLength(1);
  await changed(category, category);
  expect(published()).toEqual([]);
  await put({ stock: { available: 9 } });
  await changed(category);
  expect(published()).toMatchObject([{ available_units: 9 }]);
});

test('a category that loses its last product gets a tombstone, once, and no document', async () => {
  await put({});
  await changed(category);
  await withdraw(0);
  published();
  await changed(category);
  expect(published()).toEqual([null]);
  expect(await document()).toBeUndefined();
  await changed(category);
  expect(published()).toEqual([]);
});

const awkwardNames = {
  'a slash': 'Дом/сад',
  quotes: '«Всё» для "дома" и \'сада\'',
  'an emoji': 'Подарки 🎁',
  '300 characters': 'я'.repeat(300),
  'the longest category': '🙂'.repeat(256),
  'half a surrogate pair': 'Часы \ud83d',
  'signs of regular expressions': '.*[a-z]+@#&<>~',
};

test.each(Object.entries(awkwardNames))('a category with %s has its figures', async (_, name) => {
  await put({ category: name });
  await changed(name);
  expect(published(name.toWellFormed())).toMatchObject([{ category: name.toWellFormed(), count: 1 }]);
  expect(await document(name.toWellFormed())).toMatchObject({ count: 1 });
  await withdraw(0);
  await changed(name);
});

test('prices from nothing to the largest amount, and a version beyond all calendars, have figures', async () => {
  const amounts = [Number.MAX_SAFE_INTEGER / 100, 0, 0.01];
  await put(...amounts.map((amount) => ({ price: { amount, currency: 'RUB' }, stock: { available: 1_000 } })));
  const far = aRecord('filtered_products', `${category}-3`, aProduct({ product_id: `${category}-3`, category }), {
    version: Number.MAX_SAFE_INTEGER,
  });
  await indexing(indices, keepingPublisher())([far]);
  await changed(category);
  expect(published()).toMatchObject([
    {
      count: 4,
      newest_change: '+275760-09-13T00:00:00.000Z',
      prices: [{ min: 0, median: 0.01, max: 90_071_992_547_409.91 }],
    },
  ]);
});

test('250 categories at once each have their own figures', async () => {
  const names = Array.from({ length: 250 }, (_, n) => `${category}-${n}`);
  await put(...names.map((name, n) => ({ category: name, stock: { available: n } })));
  expect(await changed(...names)).toMatchObject({ categories: 250, published: 250 });
  const units = publisher.published.map(
    ({ value }) => (JSON.parse(String(value)) as { available_units: number }).available_units,
  );
  expect(units.toSorted((a, b) => a - b)).toEqual(names.map((_, n) => n));
});

const away = async (): Promise<void> => {
  throw new PlatformError('kafka_unavailable', 'Kafka is away');
};

test('figures that could not be published are published when the batch comes again', async () => {
  await put({});
  kafka = away;
  await expect(changed(category)).rejects.toMatchObject({ code: 'kafka_unavailable' });
  expect(await document()).toMatchObject({ pending: true });
  await changed(category);
  expect(published()).toHaveLength(1);
  expect(await document()).not.toHaveProperty('pending');
});

/** Kafka takes the records, and the function learns nothing of it: what a crash after publishing leaves. */
const crash = async (): Promise<void> => {
  throw new PlatformError('kafka_unavailable', 'the process was killed');
};

test('figures that were published and have changed back since are published again', async () => {
  await put({});
  await changed(category);
  await put({ product_id: `${category}-9` });
  kafka = crash;
  await expect(changed(category)).rejects.toThrow('was killed');
  await withdraw(9);
  published();
  await changed(category);
  expect(published()).toMatchObject([{ count: 1 }]);
});

test('a category that was published for the first time and is gone since gets its tombstone', async () => {
  await put({});
  kafka = crash;
  await expect(changed(category)).rejects.toThrow('was killed');
  await withdraw(0);
  await changed(category);
  expect(published()).toEqual([null]);
  expect(await document()).toBeUndefined();
});

test('of two that compute a category at the same time the newer figures are published last', async () => {
  await put({ stock: { available: 1 } });
  kafka = async () => {
    await put({ stock: { available: 2 } });
    await changed(category);
  };
  await changed(category);
  expect(published().at(-1)).toMatchObject({ available_units: 2 });
  expect(await document()).toMatchObject({ available_units: 2 });
});

/** A client after whose first answer about documents something else happens. */
function interruptedClient(act: () => Promise<unknown>): typeof indices.client {
  let isFirst = true;
  const interrupted = new Set<string | symbol>(['mget', 'search']);
  return new Proxy(indices.client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || !interrupted.has(name)) return member;
      return async (...parameters: unknown[]): Promise<unknown> => {
        const answer: unknown = await Reflect.apply(member, target, parameters);
        if (isFirst) {
          isFirst = false;
          await act();
        }
        return answer;
      };
    },
  });
}

test('who counts while another instance counts a newer state does not bring the older one back', async () => {
  await put({});
  await changed(category);
  await put({}, {});
  const client = interruptedClient(async () => {
    await put({}, {}, {});
    await changed(category);
  });
  const slow = aggregateChanges({ client, names: indices.names, publisher, now: Date.now });
  await slow([aRecord('catalog_changes', category, { category, at: 1 })]);
  expect(await document()).toMatchObject({ count: 3 });
});

test('a record that cannot be read is dead-lettered, and the others are counted', async () => {
  await put({});
  const bad = [aRecord('catalog_changes', 'x', Buffer.from('{')), aRecord('catalog_changes', 'x', { at: 1 })];
  const counts = await aggregate(...bad, aRecord('catalog_changes', category, { category, at: 1 }));
  expect(counts).toEqual({ categories: 1, published: 1, dead_lettered: 2 });
  const letters = publisher.published.filter(({ topic }) => topic === 'dead_letters');
  expect(letters.map(headerTexts)).toMatchObject([
    { error_code: 'invalid_json', function: 'aggregate' },
    { error_code: 'invalid_record' },
  ]);
});
