import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  MetricEditorMode,
  MetricQueryType,
  MetricsQueryBuilder,
  QueryMode,
} from '@grafana/grafana-foundation-sdk/cloudwatch';
import {
  DataqueryBuilder as LuceneQueryBuilder,
  DateHistogramBuilder,
  TermsBuilder,
  TermsOrder,
  type BucketAggregation,
  type MetricAggregation,
} from '@grafana/grafana-foundation-sdk/elasticsearch';
import { DataqueryBuilder as PrometheusQueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { dataSources, reference, type DataSource } from './data-sources.ts';

/** What a panel asks one data source. */
export interface Query {
  readonly source: DataSource;
  /** `refId` is the query's letter within its panel. */
  readonly target: (refId: string) => Builder<Dataquery>;
}

/** How an expression of Prometheus moves in time; `legend` is a text, or a template such as {{topic}}. */
export const prom = (expression: string, legend: string): Query => ({
  source: dataSources.prometheus,
  target: (refId) => prometheusQuery(refId, expression, legend).range(),
});

/** What an expression of Prometheus is at the end of the time that is shown. */
export const promNow = (expression: string, legend: string): Query => ({
  source: dataSources.prometheus,
  target: (refId) => prometheusQuery(refId, expression, legend).instant(),
});

const prometheusQuery = (refId: string, expression: string, legend: string): PrometheusQueryBuilder =>
  new PrometheusQueryBuilder()
    .refId(refId)
    .datasource(reference(dataSources.prometheus))
    .expr(expression)
    .legendFormat(legend);

/** One metric of CloudWatch. */
export interface CloudWatchMetric {
  readonly namespace: string;
  readonly name: string;
  /** All that the metric has, one value each: anything else Grafana asks with SEARCH, which local engines do not know. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Average' | 'Maximum' | 'p95';
}

/** A metric of CloudWatch minute by minute. Grafana wants every field, also those that say nothing. */
export const cloudwatch = ({ namespace, name, dimensions, statistic }: CloudWatchMetric, legend: string): Query => ({
  source: dataSources.cloudwatch,
  target: (refId) =>
    new MetricsQueryBuilder()
      .refId(refId)
      .datasource(reference(dataSources.cloudwatch))
      .queryMode(QueryMode.Metrics)
      .metricQueryType(MetricQueryType.Search)
      .metricEditorMode(MetricEditorMode.Builder)
      .id('')
      .expression('')
      .sqlExpression('')
      .region('default')
      .namespace(namespace)
      .metricName(name)
      .dimensions(Object.fromEntries(Object.entries(dimensions).map(([dimension, value]) => [dimension, [value]])))
      .matchExact(true)
      .period('60')
      .statistic(statistic)
      .label(legend),
});

type OpenSearchSource = typeof dataSources.clientQueries | typeof dataSources.rejectedProducts;

/** Documents of an index that Lucene's query finds, counted. */
export interface Counted {
  readonly source: OpenSearchSource;
  readonly query: string;
  /** Counts the values of this field instead of documents. */
  readonly unique?: string;
  /** Counts apart for each of the most frequent values. */
  readonly by?: { readonly field: string; readonly size: number };
}

/** Counts of documents in the course of time. Without a legend the values of `by` name the series. */
export const countsInTime = (counted: Counted, legend?: string): Query => {
  const histogram = new DateHistogramBuilder()
    .id('2')
    .field(counted.source.timeField)
    .settings({ interval: 'auto', min_doc_count: '0' });
  return lucene(counted, [...termsOf(counted), histogram], legend ?? `{{term ${counted.by?.field ?? ''}}}`);
};

/** Counts of documents in all the time that is shown, as a table. */
export const countsInTotal = (counted: Counted & Required<Pick<Counted, 'by'>>): Query =>
  lucene(counted, termsOf(counted), '');

const termsOf = ({ by }: Counted): Builder<BucketAggregation>[] =>
  by === undefined
    ? []
    : [
        new TermsBuilder()
          .id('3')
          .field(by.field)
          .settings({ order: TermsOrder.Desc, size: String(by.size), min_doc_count: '1', orderBy: '_count' }),
      ];

/** OpenSearch's plugin asks as Elasticsearch's does, of which it is a fork. */
const lucene = (
  { source, query, unique }: Counted,
  buckets: readonly Builder<BucketAggregation>[],
  alias: string,
): Query => {
  // Their builders call every kind of metric unknown.
  const metric: MetricAggregation =
    unique === undefined ? { id: '1', type: 'count' } : { id: '1', type: 'cardinality', field: unique };
  const target = (refId: string): Builder<Dataquery> =>
    new LuceneQueryBuilder()
      .refId(refId)
      .datasource(reference(source))
      .queryType('lucene')
      .query(query)
      .alias(alias)
      .metrics([{ build: () => metric }])
      .bucketAggs([...buckets]);
  return { source, target };
};
