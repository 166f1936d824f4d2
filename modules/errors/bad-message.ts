import { issuesText, type SchemaIssue } from './schema.ts';

/**
 * Why a message could not be processed. Closed list: it is the `error_code` of dead letters,
 * and people search and redrive by it. A bad message is a value; a broken system is a PlatformError.
 */
export type BadMessageCode =
  | 'value_missing'
  | 'invalid_utf8'
  | 'invalid_json'
  | 'invalid_product'
  | 'invalid_rule'
  | 'invalid_version'
  | 'invalid_record'
  | 'record_too_large'
  | 'key_mismatch'
  | 'mapping_rejected';

export interface BadMessage {
  readonly code: BadMessageCode;
  /** Names the field where one is at fault, for example `price.amount: must not be negative`. */
  readonly message: string;
}

/** The outcome of reading outside data: the value, or what is wrong with it. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: BadMessage };

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value });

export const badMessage = (
  code: BadMessageCode,
  message: string,
): { readonly ok: false; readonly error: BadMessage } => ({
  ok: false,
  error: { code, message },
});

/** Enough to mend a message, short enough for a header. */
const maxToldIssues = 5;

/** A message that a schema does not take; `whole` names it. */
export const badContent = (code: BadMessageCode, issues: readonly SchemaIssue[], whole?: string) =>
  badMessage(code, issuesText(issues.slice(0, maxToldIssues), whole));
