import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const mapping = ['function', 'topic'] as const;
const partition = [...mapping, 'partition'] as const;

/** Labels of a mapping's series. */
export type MappingLabels = Readonly<Record<(typeof mapping)[number], string>>;

/** What one partition has right now. */
export interface PartitionLevels {
  readonly labels: MappingLabels & { readonly partition: string };
  readonly buffered: number;
  readonly lag: number;
  /** Seconds since the first record that is not delivered was sent; 0 when there is none. */
  readonly oldestAge: number;
}

export type EventSourceMetrics = ReturnType<typeof eventSourceMetrics>;

/** Makes the event source's metrics in a registry. `levels` is asked at every scrape, so a lost partition has no series. */
export function eventSourceMetrics(registry: Registry, levels: () => readonly PartitionLevels[]) {
  const registers = [registry];
  const counter = (name: string, help: string, ...labels: string[]) =>
    new Counter({ name, help, labelNames: [...mapping, ...labels], registers });
  const gauge = (name: string, help: string, read: (level: PartitionLevels) => number) =>
    new Gauge({
      name,
      help,
      labelNames: partition,
      registers,
      collect() {
        this.reset();
        for (const level of levels()) this.set(level.labels, read(level));
      },
    });
  gauge('event_source_buffered_records', 'Records fetched and not yet sent.', ({ buffered }) => buffered);
  gauge(
    'event_source_lag_records',
    'Records of the partition that are not delivered, as of its last fetch.',
    ({ lag }) => lag,
  );
  gauge(
    'event_source_oldest_record_age_seconds',
    'Age of the oldest record that was fetched and is not delivered, by its own timestamp; 0 when there is none.',
    ({ oldestAge }) => oldestAge,
  );
  return {
    certificateEnd: new Gauge({
      name: 'event_source_certificate_end_timestamp_seconds',
      help: "When the mapping's client certificate ends.",
      labelNames: mapping,
      registers,
    }),
    records: counter('event_source_records_total', 'Records delivered to the function and committed.'),
    batches: counter('event_source_batches_total', 'Events delivered to the function and committed.'),
    errors: counter('event_source_errors_total', 'Deliveries that failed, by outcome.', 'outcome'),
    retries: counter('event_source_retries_total', 'Events sent again after a failure.'),
    skipped: counter(
      'event_source_skipped_records_total',
      'Records that no event can carry, or that the function failed on for good.',
    ),
    consumerErrors: counter('event_source_consumer_errors_total', 'Ends of a consumer by an error.'),
    invokeSeconds: new Histogram({
      name: 'event_source_invoke_duration_seconds',
      help: 'Time from sending an event to the answer of the engine.',
      labelNames: mapping,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers,
    }),
  };
}
