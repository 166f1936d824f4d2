import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { answerOf, intervalOf, type Answer, type TimeRange } from './answer.ts';
import type { Target } from './files.ts';

/** An index that panels ask, as Grafana is told of it. */
export interface OpenSearchSource {
  readonly client: Client;
  readonly index: string;
  readonly timeField: string;
}

const minInterval = 5_000;

const bucketSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('date_histogram'),
    id: z.string(),
    field: z.string(),
    settings: z.object({ interval: z.literal('auto'), min_doc_count: z.string() }),
  }),
  z.object({
    type: z.literal('terms'),
    id: z.string(),
    field: z.string(),
    settings: z.object({ size: z.string(), min_doc_count: z.string(), order: z.string(), orderBy: z.string() }),
  }),
]);
const metricSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('count'), id: z.string() }),
  z.object({ type: z.literal('cardinality'), id: z.string(), field: z.string() }),
]);
const targetSchema = z.looseObject({
  queryType: z.literal('lucene'),
  query: z.string().min(1),
  alias: z.string(),
  bucketAggs: z.array(bucketSchema).min(1),
  metrics: z.tuple([metricSchema]),
});

type Bucket = z.infer<typeof bucketSchema>;

/** Answers a panel's query as Grafana's plugin for OpenSearch asks it. Throws when it is not complete. */
export async function askOpenSearch(
  { client, index, timeField }: OpenSearchSource,
  target: Target,
  range: TimeRange,
): Promise<Answer> {
  const { query, bucketAggs, metrics } = targetSchema.parse(target);
  const [metric] = metrics;
  const innermost = metric.type === 'count' ? undefined : { [metric.id]: { [metric.type]: { field: metric.field } } };
  const aggs = bucketAggs.reduceRight<object | undefined>(
    (inner, bucket) => ({ [bucket.id]: { ...aggregation(bucket, range), ...(inner && { aggs: inner }) } }),
    innermost,
  );
  const inRange = { range: { [timeField]: { gte: range.from, lte: range.to, format: 'epoch_millis' } } };
  const { body } = await client.transport.request({
    method: 'POST',
    path: `/${index}/_search`,
    body: {
      size: 0,
      query: { bool: { filter: [inRange, { query_string: { analyze_wildcard: true, query } }] } },
      aggs,
    },
  });
  const { aggregations } = z.looseObject({ aggregations: z.record(z.string(), z.unknown()) }).parse(body);
  const path = bucketAggs.map(({ id }) => id);
  return answerOf(values(aggregations, path, metric.type === 'count' ? undefined : metric.id));
}

function aggregation(bucket: Bucket, range: TimeRange): object {
  const minimum = Number(bucket.settings.min_doc_count);
  if (bucket.type === 'terms') {
    const { size, orderBy, order } = bucket.settings;
    return {
      terms: { field: bucket.field, size: Number(size), min_doc_count: minimum, order: { [orderBy]: order } },
    };
  }
  return {
    date_histogram: {
      field: bucket.field,
      fixed_interval: `${intervalOf(range, minInterval) / 1_000}s`,
      min_doc_count: minimum,
      extended_bounds: { min: range.from, max: range.to },
      format: 'epoch_millis',
    },
  };
}

const bucketsSchema = z.looseObject({ buckets: z.array(z.looseObject({ doc_count: z.number() })) });

/** The numbers in the innermost buckets. A histogram without documents has only zeros, which is no data. */
function values(of: Readonly<Record<string, unknown>>, [first, ...rest]: readonly string[], metric?: string): number[] {
  return bucketsSchema.parse(of[first ?? '']).buckets.flatMap((bucket) => {
    if (rest.length > 0) return values(bucket, rest, metric);
    const value =
      metric === undefined ? bucket.doc_count : z.looseObject({ value: z.number() }).parse(bucket[metric]).value;
    return value === 0 ? [] : [value];
  });
}
