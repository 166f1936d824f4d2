import { describeError } from '../../modules/errors/platform-error.ts';
import { beginningOf } from '../../modules/kafka/beginning.ts';
import { headersOf, headersToSend, type Kafka, type KafkaMessage, type Message } from '../../modules/kafka/library.ts';
import { namedHeaders } from '../../modules/kafka/headers.ts';
import { inTime } from '../../modules/retry/in-time.ts';
import type { Outcome } from './after-invoke.ts';
import type { TopicPartition } from './event.ts';
import type { Mapping } from './mapping.ts';
import { settings } from './settings.ts';

/** Deals with a record that no event can carry, of so many bytes in an event. */
export type Discard = (message: KafkaMessage, from: TopicPartition, bytes: number) => Promise<Outcome>;

/**
 * Says of such records in the mapping's on-failure topic what they were, and only then lets their partition go on. AWS sends
 * a JSON document there with the whole record in base64, which a topic may refuse for its size for ever; this sends a record of
 * the same key and headers, with the beginning of the value, and where the whole stands.
 * https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html
 */
export function discarder(kafka: Kafka, { functionName, onFailureTopic }: Mapping): Discard {
  return async (message, from, bytes) => {
    const error = `one record of ${bytes} bytes is larger than an event may be`;
    if (onFailureTopic === undefined) return { kind: 'too_large', error };
    try {
      const sending = send(kafka, onFailureTopic, discarded(message, from, functionName, error));
      await inTime(sending, settings.discardTimeoutMs, `a record to ${onFailureTopic}`);
      return { kind: 'too_large', error };
    } catch (failure) {
      return {
        kind: 'not_discarded',
        error: `${error}, and ${onFailureTopic} does not take it: ${describeError(failure)}`,
      };
    }
  };
}

/** Rare enough for a connection of its own. */
async function send(kafka: Kafka, topic: string, message: Message): Promise<void> {
  const producer = kafka.producer({ idempotent: true, allowAutoTopicCreation: false });
  try {
    await producer.connect();
    await producer.send({ topic, messages: [message], acks: -1 });
  } finally {
    await producer.disconnect();
  }
}

/** What stands in the on-failure topic: the record's key, the beginning of its value, its headers, and ours that say the rest. */
function discarded(
  message: KafkaMessage,
  { topic, partition }: TopicPartition,
  functionName: string,
  error: string,
): Message {
  const content = { key: message.key, value: message.value, headers: headersOf(message) };
  const { key, value, headers, bytes, sha256 } = beginningOf(content, {
    key: settings.discardedKeyBytes,
    value: settings.discardedValueBytes,
    headers: settings.discardedHeaderBytes,
  });
  const about = namedHeaders({
    topic,
    partition: String(partition),
    offset: message.offset,
    timestamp: message.timestamp,
    function: functionName,
    error_code: 'record_too_large',
    error_message: error,
    value_bytes: String(bytes),
    value_sha256: sha256,
  });
  return { key, value, headers: headersToSend([...headers, ...about]) };
}
