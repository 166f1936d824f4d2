import { setTimeout } from 'node:timers/promises';
import { embedded } from '../emf/embedded.ts';
import { decodeByteEvent, isByteEvent } from '../kafka/byte-event.ts';
import { decodeKafkaEvent } from '../kafka/event.ts';
import type { KafkaRecord } from '../kafka/record.ts';
import { log as functionLog, type Log } from '../logging/log.ts';
import { retries } from '../platform/retries.ts';

/** What a step did with a batch: how many records ended how. Each name is a metric. */
export type Counts = Readonly<Record<string, number>>;

/** What a function does with a batch. Resolves with what it counted; throws when the batch must come again. */
export type KafkaStep = (records: readonly KafkaRecord[]) => Promise<Counts>;

/** A Lambda handler that takes AWS's event, and says to an event source in its own process that it takes bytes as they are. */
export type KafkaHandler = ((event: unknown) => Promise<void>) & { readonly takesBytes: true };

/**
 * A Lambda handler for a Kafka event source mapping. It logs one line for each batch, which is its metrics in CloudWatch,
 * too, and rethrows what the step throws: the event source then keeps the batch and sends it again. It does so only so often, and
 * AWS does not say after which pause: so a call that fails takes `leastFailureMs`, from which follows for how long a broken system
 * costs no batch (docs/decisions/054).
 */
export function kafkaFunction(
  step: KafkaStep,
  log: Log = functionLog,
  leastFailureMs: number = retries.leastFailureMs,
): KafkaHandler {
  const handler = async (event: unknown): Promise<void> => {
    const startedAt = performance.now();
    const elapsed = (): number => Math.round(performance.now() - startedAt);
    let records: readonly KafkaRecord[] = [];
    try {
      records = isByteEvent(event) ? decodeByteEvent(event) : decodeKafkaEvent(event);
      const counts = await step(records);
      log.info('batch processed', batchMetrics(records, { ...counts, failures: 0 }, elapsed()));
    } catch (error) {
      log.error('batch failed, it will come again', error, batchMetrics(records, { failures: 1 }, elapsed()));
      await setTimeout(Math.max(0, leastFailureMs - elapsed()));
      throw error;
    }
  };
  return Object.assign(handler, { takesBytes: true as const });
}

/** A mapping has one topic, so a batch has one. */
const batchMetrics = (records: readonly KafkaRecord[], counts: Counts, duration: number) => {
  const [first] = records;
  const oldest = records.reduce((time, { timestamp }) => Math.min(time, timestamp), Number.POSITIVE_INFINITY);
  return embedded({
    ...(first !== undefined && { dimensions: { topic: first.topic } }),
    counts: { records: records.length, ...counts },
    milliseconds: {
      duration_ms: duration,
      ...(first !== undefined && { oldest_record_age_ms: Math.max(0, Date.now() - oldest) }),
    },
  });
};
