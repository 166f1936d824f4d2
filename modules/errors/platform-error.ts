/**
 * Why a part of the platform failed. Closed list: a new way to fail gets a new code here.
 * A bad message is not an error but a value (see bad-message.ts).
 */
export type ErrorCode =
  | 'config_missing'
  | 'config_invalid'
  | 'event_invalid'
  | 'kafka_unavailable'
  | 'kafka_refused'
  | 'kafka_record_too_large'
  | 'secret_unavailable'
  | 'hdfs_unavailable'
  | 'hdfs_safe_mode'
  | 'hdfs_no_datanode'
  | 'hdfs_not_found'
  | 'hdfs_exists'
  | 'hdfs_quota'
  | 'hdfs_refused'
  | 'analysis_failed'
  | 'analysis_running'
  | 'opensearch_unavailable'
  | 'opensearch_refused'
  | 'extension_refused'
  | 'ban_list_unreadable'
  | 'engine_unavailable'
  | 'invoke_failed'
  | 'request_refused'
  | 'server_not_ready'
  | 'port_taken'
  | 'tool_missing'
  | 'setup_failed'
  | 'disk_full'
  | 'input_invalid'
  | 'not_running';

/** The one error class that the platform throws. `message` says what, where and how to mend it. */
export class PlatformError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'PlatformError';
    this.code = code;
  }
}

/** The message of anything that was thrown, with its causes, on one line. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error instanceof PlatformError ? error.message : `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own} (${describeError(error.cause)})`;
}
