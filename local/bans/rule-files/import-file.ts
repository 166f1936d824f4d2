import { z } from 'zod';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { retried, type RetryBounds } from '../../../modules/retry/retry.ts';
import { askApi, RefusedRequest, type Api } from '../../client-api/call.ts';
import { importAnswerSchema } from '../answer.ts';
import { counted } from '../rule-text.ts';
import { batchesOf } from './batches.ts';
import { RowChecker, type CheckedRow } from './check-rows.ts';
import { rowsOf, type Format } from './format.ts';

interface File {
  readonly path: string;
  readonly format: Format;
}

/** What became of the rows of a file. */
export interface Outcome {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  /** Also those that repeat another row. */
  readonly unchanged: number;
  readonly refused: number;
  /** The version by which the latest sweep is asked for. */
  readonly sweep?: number | undefined;
}

export interface RefusedRow {
  readonly line: number;
  readonly rule_id?: string;
  readonly errors: readonly string[];
}

/** Who is told how far it is. */
interface Watch {
  readonly onProgress: (did: string, rows: number) => void;
  readonly onRefused: (row: RefusedRow) => void;
}

/** Longer than API Gateway gives a function. */
const timeoutMs = 35_000;
/** 409: somebody else is changing the list. */
const passing = new Set([409, 429, 502, 503, 504]);
/** The same rules twice are as good as once. */
const bounds: RetryBounds = {
  attempts: 8,
  deadlineMs: 120_000,
  isPassing: (error) =>
    error instanceof PlatformError &&
    (error.code === 'engine_unavailable' || (error instanceof RefusedRequest && passing.has(error.status))),
};

/** Looks at every row and tells what is wrong; sends nothing. Throws input_invalid when the file cannot be read to its end. */
export async function checkFile(file: File, { onProgress, onRefused }: Watch): Promise<Outcome> {
  const checker = new RowChecker();
  let [rows, refused, unchanged] = [0, 0, 0];
  for await (const row of rowsOf(file.path, file.format)) {
    rows += 1;
    const checked = checker.check(row);
    if (checked.kind === 'repeated') unchanged += 1;
    if (checked.kind === 'bad') {
      refused += 1;
      const { line, ruleId, errors } = checked;
      onRefused({ line, ...(ruleId !== undefined && { rule_id: ruleId }), errors });
    }
    onProgress('checked', rows);
  }
  return { rows, added: 0, changed: 0, unchanged, refused };
}

/** Sends the rows of a file that was checked, as many at a time as the API takes. */
export async function importFile(
  api: Api,
  file: File,
  { why, force }: { readonly why?: string; readonly force?: boolean },
  checked: Outcome,
  { onProgress, onRefused }: Watch,
): Promise<Outcome> {
  const outcome = { ...checked };
  let sent = 0;
  const send = (rules: readonly object[]) =>
    retried(() => {
      const request = { method: 'POST', path: '/bans/import', query: { force }, repeatable: false, timeoutMs } as const;
      return askApi(api, { ...request, content: { rules, why } }, importAnswerSchema);
    }, bounds);
  for await (const batch of batchesOf(rulesOf(file), ({ rule }) => rule)) {
    const answer = await send(batch.map(({ rule }) => rule)).catch((error: unknown) => {
      const message = `broken off after ${counted(sent)} rows were sent; the same command goes over all of them again`;
      throw new PlatformError('request_refused', message, { cause: error });
    });
    sent += batch.length;
    outcome.added += answer.added;
    outcome.changed += answer.changed;
    outcome.unchanged += answer.unchanged;
    outcome.refused += answer.refused.length;
    outcome.sweep = answer.sweep ?? outcome.sweep;
    for (const { index, errors } of answer.refused) {
      const row = batch[index];
      if (row !== undefined) onRefused({ line: row.line, rule_id: row.rule.rule_id, errors: errors.map(errorText) });
    }
    onProgress('sent', sent);
  }
  return outcome;
}

async function* rulesOf({ path, format }: File): AsyncGenerator<CheckedRow & { readonly kind: 'rule' }> {
  const checker = new RowChecker();
  for await (const row of rowsOf(path, format)) {
    const checked = checker.check(row);
    if (checked.kind === 'rule') yield checked;
  }
}

const errorSchema = z.looseObject({ parameter: z.string().optional(), detail: z.string() });

/** An error of a row, as the API tells it: text, or a field and what is wrong with it. */
function errorText(error: unknown): string {
  if (typeof error === 'string') return error;
  const { success, data } = errorSchema.safeParse(error);
  if (!success) return JSON.stringify(error);
  return data.parameter === undefined ? data.detail : `${data.parameter}: ${data.detail}`;
}
