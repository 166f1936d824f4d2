import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { partOf } from '../../functions/analytics/days/day-parts.ts';
import { compute, computeDay } from '../../functions/analytics/duckdb/compute.ts';
import { findNeighbours } from '../../functions/analytics/neighbours/neighbours.ts';
import { analysisQueries, preparedQueries } from '../../functions/analytics/queries.ts';
import { recordFile } from '../../modules/raw-files/record-file.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { varied } from '../../functions/recommend/diversify.ts';
import { interests, mostProducts, sharesAt, tastes } from '../../functions/recommend/interests.ts';
import { rank, type Neighbour, type PopularProduct } from '../../functions/recommend/rank.ts';
import type { Shelves } from './generated.ts';
import type { Recommender } from './recommenders/recommender.ts';
import type { BuyerEvents } from './splits/split.ts';

const analyses: ReadonlySet<string> = new Set(['co_occurrence', 'shared_buyers', 'popular_products']);
/** As many as an answer is chosen from. */
const looked = 110;
const limits = { memory: 1_000, threads: 2 };

/**
 * The platform's own way: the analyses of functions/analytics over raw files of the events, on DuckDB in this process, and
 * the ranking of functions/recommend. Only the servers between them are missing.
 */
export async function ours(training: readonly BuyerEvents[], shelves: Shelves): Promise<Recommender> {
  const { neighbours, popular } = await analyse(training, shelves);
  const categories = new Map([...shelves].map(([id, { category }]) => [id, category]));
  return ({ past, at }) => {
    const cares = interests(past.slice(-200), at);
    const candidates = rank({
      interests: cares,
      tastes: tastes([...cares.keys()].slice(0, mostProducts)),
      shares: sharesAt(past, at),
      neighbours,
      alike: new Map(),
      categories,
      popular,
      bought: new Set(),
      passedOver: new Map(),
    });
    const offered = candidates.slice(0, looked).map(({ productId, score }) => {
      const offer = shelves.get(productId) ?? { category: '', store_id: productId };
      return { productId, score, offer };
    });
    return new Map(varied(offered).map(({ productId, score }) => [productId, score]));
  };
}

interface Analysis {
  readonly neighbours: ReadonlyMap<string, readonly Neighbour[]>;
  readonly popular: readonly PopularProduct[];
}

async function analyse(training: readonly BuyerEvents[], shelves: Shelves): Promise<Analysis> {
  const directory = mkdtempSync(join(tmpdir(), 'marketplace-bench-'));
  const database = await DuckDBInstance.create();
  try {
    const connection = await database.connect();
    const records = join(directory, 'records.parquet');
    writeFileSync(records, recordFile(recordsOf(training), {}));
    const times = training.flatMap(({ events }) => events.map(({ at }) => at));
    const now = times.reduce((a, b) => Math.max(a, b), 0);
    const activity = await computeDay(partOf('activity', 'all', [records]), limits, directory);
    const job = {
      runId: 'bench',
      now,
      window: now - times.reduce((a, b) => Math.min(a, b), now),
      inputs: {
        sent_prices: [],
        activity: [activity.file],
        products: [await productsFile(connection, directory, training, shelves)],
        previous_categories: [],
        week_ago_categories: [],
      },
      prepared: preparedQueries().filter(({ name }) => name === 'events'),
      analyses: analysisQueries().filter(({ name }) => analyses.has(name)),
    };
    const files = new Map<string, string>();
    await compute(job, limits, directory, async ({ name, file }) => void files.set(name, file));
    const inputs = {
      coOccurrence: [files.get('co_occurrence') ?? ''],
      sharedBuyers: [files.get('shared_buyers') ?? ''],
    };
    files.set('neighbours', (await findNeighbours(inputs, directory)).file);
    return await readResults(connection, files);
  } finally {
    database.closeSync();
    rmSync(directory, { recursive: true, force: true });
  }
}

const recordsOf = (training: readonly BuyerEvents[]): KafkaRecord[] =>
  training.flatMap(({ buyer, events }) =>
    events.map(({ productId, action, at }, offset): KafkaRecord => {
      const event = {
        event_id: `${buyer} ${offset}`,
        action_name: action,
        user_id: buyer,
        client_id: buyer,
        timestamp: new Date(at).toISOString(),
        event_attributes: { object: { object_id: productId } },
      };
      const value = Buffer.from(JSON.stringify(event));
      return {
        topic: 'client_queries',
        partition: 0,
        offset,
        timestamp: at,
        key: Buffer.from(buyer),
        value,
        headers: [],
      };
    }),
  );

/** Products that no category is known of make one. */
async function productsFile(
  connection: DuckDBConnection,
  directory: string,
  training: readonly BuyerEvents[],
  shelves: Shelves,
): Promise<string> {
  const ids = new Set(training.flatMap(({ events }) => events.map(({ productId }) => productId)));
  const rows = [...ids].map((product_id) => ({ product_id, category: shelves.get(product_id)?.category ?? '' }));
  const json = join(directory, 'products.json');
  const file = join(directory, 'products.parquet');
  writeFileSync(json, JSON.stringify(rows));
  await connection.run(
    `COPY (SELECT CAST(product_id AS VARCHAR) AS product_id, '' AS name, CAST(category AS VARCHAR) AS category, '' AS brand,
       '' AS store_id, 100 AS price_minor, 100 AS minor_per_major, 'RUB' AS currency, 1 AS available, true AS in_stock, 1 AS version
     FROM read_json('${json}', columns = {product_id: 'VARCHAR', category: 'VARCHAR'})) TO '${file}' (FORMAT parquet)`,
  );
  return file;
}

async function readResults(connection: DuckDBConnection, files: ReadonlyMap<string, string>): Promise<Analysis> {
  const rowsOf = async (name: string): Promise<Record<string, unknown>[]> => {
    const reader = await connection.runAndReadAll(`SELECT * FROM '${files.get(name)}' ORDER BY ALL`);
    return reader.getRowObjectsJS();
  };
  const pairs = Map.groupBy(await rowsOf('neighbours'), (row) => String(row['product_id']));
  return {
    neighbours: new Map(
      [...pairs].map(([id, rows]) => [
        id,
        rows.map((row) => ({
          productId: String(row['neighbour_id']),
          score: Number(row['score']),
          taste: Number(row['taste']),
        })),
      ]),
    ),
    popular: (await rowsOf('popular_products')).map((row) => ({
      productId: String(row['product_id']),
      category: String(row['category']),
      score: Number(row['score']),
      rankInCategory: Number(row['rank_in_category']),
    })),
  };
}
