import { describeError } from '../../modules/errors/platform-error.ts';
import { beginningOf } from '../../modules/kafka/beginning.ts';
import { headersOf, headersToSend, type Kafka, type KafkaMessage, type Message } from '../../modules/kafka/library.ts';
import { namedHeaders } from '../../modules/kafka/headers.ts';
import { inTime } from '../../modules/retry/in-time.ts';
import type { Outcome } from './after-invoke.ts';
import type { TopicPartition } from './event.ts';
import type { Mapping } from './mapping.ts';
import { settings } from './settings.ts';

/** Why a record is passed by. */
export type Reason =
  /** No event can carry it. */
  | { readonly kind: 'too_large'; readonly bytes: number }
  /** The function has failed on its event too often, at last with this error. */
  | { readonly kind: 'given_up'; readonly error: string };

/** Deals with a record that is passed by. */
export type Discard = (message: KafkaMessage, from: TopicPartition, reason: Reason) => Promise<Outcome>;

/**
 * Sends such records to the mapping's on-failure topic, and only then lets their partition go on: those that the function fails
 * on as they are, of those that are too large the key, the headers, the beginning of the value, and where the whole stands.
 * Behind their own headers stands why. AWS sends a JSON document with the whole record in base64, which a topic may refuse for
 * its size for ever.
 * https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html
 */
export function discarder(kafka: Kafka, { functionName, onFailureTopic }: Mapping): Discard {
  return async (message, from, reason) => {
    const { kind } = reason;
    const error =
      kind === 'given_up' ? reason.error : `one record of ${reason.bytes} bytes is larger than an event may be`;
    if (onFailureTopic === undefined) return { kind, error };
    try {
      const sending = send(kafka, onFailureTopic, discarded(message, from, functionName, { kind, error }));
      await inTime(sending, settings.discardTimeoutMs, `a record to ${onFailureTopic}`);
      return { kind, error };
    } catch (failure) {
      return {
        kind: 'not_discarded',
        error: `${error}, and ${onFailureTopic} does not take it: ${describeError(failure)}`,
      };
    }
  };
}

/** How much of a record is sent, in bytes. */
const kept = {
  too_large: {
    key: settings.discardedKeyBytes,
    value: settings.discardedValueBytes,
    headers: settings.discardedHeaderBytes,
  },
  given_up: {
    key: Number.POSITIVE_INFINITY,
    value: Number.POSITIVE_INFINITY,
    headers: Number.POSITIVE_INFINITY,
  },
} as const;

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

/** What stands in the on-failure topic: the record or its beginning, and behind its headers ours that say the rest. */
function discarded(
  message: KafkaMessage,
  { topic, partition }: TopicPartition,
  functionName: string,
  { kind, error }: { readonly kind: Reason['kind']; readonly error: string },
): Message {
  const content = { key: message.key, value: message.value, headers: headersOf(message) };
  const { key, value, headers, bytes, sha256 } = beginningOf(content, kept[kind]);
  const about = namedHeaders({
    topic,
    partition: String(partition),
    offset: message.offset,
    timestamp: message.timestamp,
    function: functionName,
    error_code: kind === 'given_up' ? 'retries_exhausted' : 'record_too_large',
    error_message: error,
  });
  // They say that the value is only a beginning.
  const whole = kind === 'given_up' ? [] : namedHeaders({ value_bytes: String(bytes), value_sha256: sha256 });
  return { key, value, headers: headersToSend([...headers, ...about, ...whole]) };
}
