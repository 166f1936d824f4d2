import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoted } from '../../functions/analytics/duckdb/tables.ts';
import { partOf } from '../../functions/analytics/days/day-parts.ts';
import { dayNamedBy } from '../../modules/raw-files/paths.ts';
import type { DayPart, Job } from '../../functions/analytics/engine.ts';

/** When the generated records end, epoch milliseconds. */
export const benchNow = Date.UTC(2026, 10, 22);
export const benchWindow = 30 * 86_400_000;

/** What an engine is to read. */
export type BenchInputs = Pick<Job, 'inputs' | 'days'>;

/**
 * Writes raw files of thirty days, of so many product records of about 700 bytes of so many products, and a fifth as many events, and the
 * state of the products; DuckDB itself does it, which takes seconds a million. Resolves with the files.
 */
export async function generateInputs(directory: string, records: number, products: number): Promise<BenchInputs> {
  const database = await DuckDBInstance.create(':memory:', {
    memory_limit: '1500MB',
    threads: '2',
    preserve_insertion_order: 'false',
    temp_directory: join(directory, 'spilled'),
  });
  const connection = await database.connect();
  const put = async (name: string, sql: string): Promise<string[]> => {
    const file = join(directory, `${name}.parquet`);
    await connection.run(`COPY (${sql}) TO ${quoted(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20000)`);
    return [file];
  };
  const daysOf = async (table: 'sent_prices' | 'activity', sql: string): Promise<DayPart[]> => {
    const home = join(directory, table);
    await connection.run(
      `COPY (SELECT *, strftime(timestamp, '%Y-%m-%d') AS dt FROM (${sql})) TO ${quoted(home)}
       (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20000, PARTITION_BY (dt))`,
    );
    return readdirSync(home)
      .toSorted()
      .map((name) => {
        const files = readdirSync(join(home, name)).map((file) => join(home, name, file));
        return partOf(table, dayNamedBy(name) ?? name, files);
      });
  };
  try {
    const inputs = {
      sent_prices: [],
      activity: [],
      products: await put('products', states(products)),
      previous_categories: [],
      week_ago_categories: [],
    };
    const sent = await daysOf('sent_prices', productRecords(records, products));
    return { inputs, days: [...sent, ...(await daysOf('activity', events(Math.floor(records / 5), products)))] };
  } finally {
    database.closeSync();
  }
}

const productId = (number: string): string => `'mp-' || lpad((${number})::VARCHAR, 8, '0')`;
const instant = (number: string): string =>
  `make_timestamp_ms(${benchNow} - (hash(${number}) % ${benchWindow})::BIGINT)`;

const position = (topic: string): string =>
  `${quoted(topic)} AS topic, (i % 6)::INT AS partition, (i // 6)::BIGINT AS "offset", ${instant('i')} AS timestamp`;

const noHeaders = `[{'name': 'version', 'value': ''::BLOB}][1:0] AS headers`;

const productRecords = (count: number, products: number): string => `
  SELECT ${position('products')}, encode(${productId(`i % ${products}`)}) AS key,
    encode('{"product_id":"' || ${productId(`i % ${products}`)} || '","name":"Лёгкие наручные часы Орбита Т-' || (i % 1000)
      || '","description":"Кварцевые часы с минеральным стеклом, ремешок из кожи, водозащита. При заказе до 18:00 отправим'
      || ' в тот же день. Доставка по всей стране — от двух дней.","price":{"amount":' || (100 + hash(i, 1) % 50000) / 10.0
      || ',"currency":"RUB"},"category":"Категория ' || (i % 500) || '","brand":"Бренд ' || (i % 97)
      || '","stock":{"available":' || (hash(i, 2) % 20) || ',"reserved":0},"sku":"W-' || i
      || '","tags":["часы","подарок"],"images":[{"url":"https://img.example/' || i || '.jpg","alt":"Часы"}],'
      || '"specifications":{"Вес":"' || (i % 90) || ' г"},"store_id":"store_' || (i % 120) || '"}') AS value, ${noHeaders}
  FROM range(${count}) t(i)`;

/** Twenty events a buyer; half of a buyer's products are of one taste, so that there are neighbours to find. */
const events = (count: number, products: number): string => `
  SELECT ${position('client_queries')}, encode('u' || (i // 20)) AS key,
    encode('{"application":"bench","event_id":"e' || i || '","action_name":"'
      || ['click', 'click', 'cart', 'purchase'][1 + (hash(i, 3) % 4)::INT] || '","client_id":"c","user_id":"u' || (i // 20)
      || '","session_id":"s' || (i // 5) || '","timestamp":"' || strftime(${instant('i // 5')}, '%Y-%m-%dT%H:%M:%S.000Z')
      || '","event_attributes":{"object":{"object_id":"' || ${productId(
        `CASE WHEN i % 2 = 0 THEN (hash(i // 20) % 1000) * 50 + hash(i) % 50 ELSE hash(i) % ${products} END % ${products}`,
      )} || '","object_id_field":"product_id"}}}') AS value, ${noHeaders}
  FROM range(${count}) t(i)`;

const states = (count: number): string => `
  SELECT ${productId('i')} AS product_id, 'Часы ' || i AS name, 'Категория ' || (i % 500) AS category,
    'Бренд ' || (i % 97) AS brand, 'store_' || (i % 120) AS store_id, (1000 + hash(i) % 500000)::BIGINT AS price_minor,
    100::BIGINT AS minor_per_major, 'RUB' AS currency, (hash(i, 2) % 20)::BIGINT AS available,
    hash(i, 2) % 20 > 0 AS in_stock, ${benchNow}::BIGINT AS version
  FROM range(${count}) t(i)`;
