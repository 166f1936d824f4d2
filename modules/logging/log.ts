import { describeError } from '../errors/platform-error.ts';

type Level = 'info' | 'warn' | 'error';

/** What is known about an outcome beside its message: counts, durations, names. Never a record's body, never a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined | object>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** Adds the description of what was thrown as the field `error`, and its code when it has one. */
  error(message: string, error: unknown, fields?: LogFields): void;
}

/** A log that writes each outcome as one line of JSON: {level, message, ...fields}. */
export function jsonLog(write: (line: string) => void): Log {
  const line = (level: Level, message: string, fields: LogFields | undefined): void =>
    write(`${JSON.stringify({ level, message, ...fields })}\n`);
  return {
    info: (message, fields) => line('info', message, fields),
    warn: (message, fields) => line('warn', message, fields),
    error: (message, error, fields) =>
      line('error', message, { ...fields, error_code: codeOf(error), error: describeError(error) }),
  };
}

/** The log of a function: Lambda sends standard output to its log group. */
export const log: Log = jsonLog((line) => process.stdout.write(line));

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
