import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { quoted } from '../duckdb/tables.ts';
import { ease, type ItemWeights } from './ease.ts';

/** MB; the matrix of `ease` lies beside it, 200 MB of 5,000 products. */
const memory = 512;
/** λ of EASE, between what validation splits of `npm run bench -- recommend` choose: docs/decisions/062-two-models-of-neighbours.md. */
const regularization = 200;
/** Neighbours of a product. */
const most = 50;

/** Parquet files of this machine: results of co_occurrence.sql and shared_buyers.sql. */
export interface NeighbourInputs {
  readonly coOccurrence: readonly string[];
  readonly sharedBuyers: readonly string[];
}

/**
 * The neighbours of each product by both models, as the Parquet file `neighbours.parquet` of `directory`: product_id,
 * neighbour_id, score (by co_occurrence.sql, 0 to 1), taste (by EASE, from shared_buyers.sql, 0 to about 1), rank. Buyers met
 * both products of each pair, so that may be said. `analysis_failed` when it cannot be computed.
 */
export async function findNeighbours(
  inputs: NeighbourInputs,
  directory: string,
): Promise<{ readonly file: string; readonly rows: number }> {
  const database = await DuckDBInstance.create(':memory:', { memory_limit: `${memory}MB`, temp_directory: directory });
  try {
    const connection = await database.connect();
    for (const [table, files] of Object.entries(inputs))
      await connection.run(`CREATE VIEW ${table} AS SELECT * FROM read_parquet([${files.map(quoted).join(', ')}])`);
    await learn(connection);
    const file = join(directory, 'neighbours.parquet');
    const { rowsChanged: rows } = await connection.run(
      `COPY (${blended}) TO ${quoted(file)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    return { file, rows };
  } catch (error) {
    throw new PlatformError('analysis_failed', 'cannot find the neighbours of products', { cause: error });
  } finally {
    database.closeSync();
  }
}

/** Fills the table `learned` (place, other_place, weight): of each product the best that buyers met with it. */
async function learn(connection: DuckDBConnection): Promise<void> {
  const [size = 0] = await numbers(connection, 'SELECT count(*) FROM sharedBuyers WHERE place = other_place');
  const gram = new Float64Array(size * size);
  const pairs = 'SELECT place, other_place, CAST(buyers AS INT) FROM sharedBuyers';
  const partners: number[][] = Array.from({ length: size }, () => []);
  const result = await connection.stream(pairs);
  for await (const chunk of result.yieldRows())
    for (const [place, other, buyers] of chunk) {
      if (typeof place !== 'number' || typeof other !== 'number') continue;
      gram[place * size + other] = Number(buyers);
      if (place === other) continue;
      partners[place]?.push(other);
      partners[other]?.push(place);
    }
  await connection.run('CREATE TABLE learned (place INTEGER, other_place INTEGER, weight DOUBLE)');
  const weights = await ease(gram, size, regularization);
  const appender = await connection.createAppender('learned');
  for (const [place, others] of partners.entries())
    for (const { other, weight } of bestOf(weights, place, others)) {
      appender.appendInteger(place);
      appender.appendInteger(other);
      appender.appendDouble(weight);
      appender.endRow();
    }
  appender.closeSync();
}

const bestOf = (
  { weight }: ItemWeights,
  place: number,
  others: readonly number[],
): { readonly other: number; readonly weight: number }[] =>
  others
    .map((other) => ({ other, weight: weight(place, other) }))
    .filter((one) => one.weight > 0)
    .toSorted((a, b) => b.weight - a.weight || a.other - b.other)
    .slice(0, most);

async function numbers(connection: DuckDBConnection, sql: string): Promise<number[]> {
  const reader = await connection.runAndReadAll(sql);
  return (reader.getRows()[0] ?? []).map(Number);
}

const blended = `
  WITH products AS (SELECT place, product_id FROM sharedBuyers WHERE place = other_place),
  said AS (
    SELECT product_id, neighbour_id, score, 0e0 AS taste FROM coOccurrence
    UNION ALL
    SELECT one.product_id, other.product_id, 0e0, weight
    FROM learned
    JOIN products one ON one.place = learned.place
    JOIN products other ON other.place = learned.other_place
  ),
  summed AS (
    SELECT product_id, neighbour_id, sum(score) AS score, round(sum(taste), 6) AS taste
    FROM said GROUP BY product_id, neighbour_id
  ),
  ranked AS (
    SELECT *, row_number() OVER (PARTITION BY product_id ORDER BY score + taste DESC, neighbour_id) AS rank FROM summed
  )
  SELECT product_id, neighbour_id, score, taste, rank FROM ranked
  WHERE rank <= ${most} AND score + taste > 0 ORDER BY product_id, rank`;
