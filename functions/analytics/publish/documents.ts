import { quoted } from '../duckdb/tables.ts';
import type { IndexNames } from '../../../modules/opensearch/indices.ts';
import type { Topic } from '../../../modules/platform/topics.ts';

/** A run as its documents and records name it. */
export interface PublishedRun {
  readonly runId: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A query of (id, document) for an index. */
export interface DocumentQuery {
  readonly index: keyof IndexNames;
  readonly sql: string;
}

/** A query of (key, value) for a topic; a null value is a tombstone. */
export interface RecordQuery {
  readonly topic: Topic;
  readonly sql: string;
}

/** The documents of each index. Ids that may be longer than OpenSearch's 512 bytes are hashes. */
export function documentQueries({ runId, now }: PublishedRun): DocumentQuery[] {
  const documents = (id: string, rows: string): string =>
    `SELECT ${id}, CAST(to_json(r) AS VARCHAR)
     FROM (SELECT q.*, ${quoted(runId)} AS run_id, ${now}::BIGINT AS version FROM (${rows}) q) r`;
  return [
    {
      index: 'categoryAnalytics',
      sql: documents("sha256(category || '/' || currency)", 'SELECT * FROM categories'),
    },
    { index: 'priceTrends', sql: documents('product_id', 'SELECT * FROM price_trends WHERE changes > 0') },
    {
      index: 'queryAnalytics',
      sql: documents(
        "sha256(kind || '/' || text)",
        `SELECT 'top' AS kind, * FROM top_queries UNION ALL BY NAME SELECT 'empty' AS kind, * FROM empty_queries`,
      ),
    },
    { index: 'popularProducts', sql: documents('product_id', 'SELECT * FROM popular_products') },
    { index: 'recommendations', sql: documents('product_id', neighbours) },
  ];
}

/** The records of each topic: what the run found, and tombstones for what earlier ones had found and it has not. */
export function recordQueries({ runId }: PublishedRun): RecordQuery[] {
  const run = quoted(runId);
  return [
    {
      topic: 'category_analytics',
      sql: `SELECT category, CAST(to_json({
          'category': category, 'run_id': ${run}, 'figures': list(figures ORDER BY figures.currency)}) AS VARCHAR)
        FROM (SELECT category, struct_pack(${figures}) AS figures FROM categories)
        GROUP BY category`,
    },
    { topic: 'category_analytics', sql: gone('category', 'categories') },
    {
      topic: 'recommendations',
      sql: `SELECT product_id, CAST(to_json({'product_id': product_id, 'items': items, 'run_id': ${run}}) AS VARCHAR)
        FROM (${neighbours})`,
    },
    { topic: 'recommendations', sql: gone('product_id', 'co_occurrence') },
  ];
}

const neighbours = `SELECT product_id,
    list({'product_id': neighbour_id, 'score': score, 'taste': taste} ORDER BY rank) AS items
  FROM neighbours GROUP BY product_id`;

/** The name of the table with the results of earlier runs. */
export const earlier = (analysis: string): string => `earlier_${analysis}`;

const gone = (key: string, analysis: string): string =>
  `SELECT DISTINCT ${key}, CAST(NULL AS VARCHAR) FROM ${earlier(analysis)}
   WHERE ${key} NOT IN (SELECT ${key} FROM ${analysis})`;

const figures = [
  'currency',
  'products',
  'in_stock',
  'in_stock_share',
  'available_units',
  'average_price',
  'median_price',
  ...['', '_week'].flatMap((since) =>
    ['products', 'in_stock_share', 'available_units', 'average_price', 'median_price'].map(
      (figure) => `${figure}_change${since}`,
    ),
  ),
]
  .map((name) => `${name} := ${name}`)
  .join(', ');
