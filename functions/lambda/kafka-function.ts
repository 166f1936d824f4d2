import { decodeKafkaEvent } from '../kafka/event.ts';
import type { KafkaRecord } from '../kafka/record.ts';
import { log as functionLog, type Log, type LogFields } from '../logging/log.ts';

/** What a function does with a batch. Resolves with what it counted; throws when the batch must come again. */
export type KafkaStep = (records: readonly KafkaRecord[]) => Promise<LogFields>;

/**
 * A Lambda handler for a Kafka event source mapping. It logs one line for each batch, and rethrows what the step throws:
 * the event source then keeps the batch and sends it again.
 */
export function kafkaFunction(step: KafkaStep, log: Log = functionLog): (event: unknown) => Promise<void> {
  return async (event) => {
    const startedAt = performance.now();
    const elapsed = (): number => Math.round(performance.now() - startedAt);
    let size = 0;
    try {
      const records = decodeKafkaEvent(event);
      size = records.length;
      const counts = await step(records);
      log.info('batch processed', { records: size, ...counts, duration_ms: elapsed() });
    } catch (error) {
      log.error('batch failed, it will come again', error, { records: size, duration_ms: elapsed() });
      throw error;
    }
  };
}
