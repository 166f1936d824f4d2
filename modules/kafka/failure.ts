import { PlatformError, type ErrorCode } from '../errors/platform-error.ts';
import { isRefusedByTls } from '../errors/tls.ts';

/** Names of the Kafka protocol's errors that no repetition mends. https://kafka.apache.org/protocol#protocol_error_codes */
const codeByProtocolError: Readonly<Record<string, ErrorCode>> = {
  TOPIC_AUTHORIZATION_FAILED: 'kafka_refused',
  GROUP_AUTHORIZATION_FAILED: 'kafka_refused',
  CLUSTER_AUTHORIZATION_FAILED: 'kafka_refused',
  MESSAGE_TOO_LARGE: 'kafka_record_too_large',
  RECORD_LIST_TOO_LARGE: 'kafka_record_too_large',
};

/** Anything that kafkajs throws, as the platform's own error. `action` completes "cannot …". */
export function kafkaFailure(error: unknown, action: string): PlatformError {
  if (error instanceof PlatformError) return error;
  return new PlatformError(codeOf(error), `cannot ${action}`, { cause: error });
}

function codeOf(error: unknown): ErrorCode {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const known = 'type' in cause && typeof cause.type === 'string' ? codeByProtocolError[cause.type] : undefined;
    if (known !== undefined) return known;
    if (cause.name === 'KafkaJSConnectionError' && isRefusedByTls(cause.message)) return 'kafka_refused';
  }
  return 'kafka_unavailable';
}
