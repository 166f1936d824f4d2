import { errors, type Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import type { BadMessage } from '../errors/bad-message.ts';
import { PlatformError } from '../errors/platform-error.ts';
import { retried } from '../retry/retry.ts';
import { opensearchFailure } from './failure.ts';
import type { IndexNames } from './indices.ts';
import { joinPieces, mostBytesOf, type JsonPiece } from './json-pieces.ts';
import type { Operation } from './operation.ts';
import { itemSchema, judgeItem, type Outcome } from './outcome.ts';
import { opensearchRetry } from './retry-bounds.ts';

export interface BulkResult<O extends Operation> {
  readonly written: readonly O[];
  /** How many of those were written over an earlier document. */
  readonly replaced: number;
  /** Operations that OpenSearch has a newer version for. */
  readonly superseded: readonly O[];
  readonly refused: readonly { readonly operation: O; readonly reason: BadMessage }[];
}

/** What the smaller machines of Amazon OpenSearch Service take at most; half of it as a rule, since it is counted by mostBytesOf. */
const requestBytes = 10 * 1024 * 1024;

/**
 * Writes all operations, or throws: opensearch_unavailable when some could not be written in time. Operations on one
 * document take effect in their order. Those that OpenSearch will never take are in the result.
 */
export async function writeBulk<O extends Operation>(
  client: Client,
  names: IndexNames,
  operations: readonly O[],
): Promise<BulkResult<O>> {
  const written: O[] = [];
  let replaced = 0;
  const superseded: O[] = [];
  const refused: { operation: O; reason: BadMessage }[] = [];
  for (const request of splitIntoRequests(operations)) {
    let open: readonly O[] = request;
    await retried(async () => {
      const outcomes = await sendNarrowing(client, names, open);
      for (const [index, outcome] of outcomes.entries()) {
        const operation = open[index];
        if (operation === undefined) continue;
        if (outcome.kind === 'written') {
          written.push(operation);
          if (!outcome.isNew) replaced += 1;
        } else if (outcome.kind === 'superseded') superseded.push(operation);
        else if (outcome.kind === 'refused') refused.push({ operation, reason: outcome.reason });
      }
      const failed = outcomes.find(({ kind }) => kind === 'again');
      open = toRepeat(open, outcomes);
      if (failed?.kind === 'again')
        throw new PlatformError('opensearch_unavailable', `${open.length} writes wait: ${failed.why}`);
    }, opensearchRetry);
  }
  return { written, replaced, superseded, refused };
}

/** What has to be sent again: what failed in passing, and what came behind it for the same document, to keep the order. */
export function toRepeat<O extends Operation>(operations: readonly O[], outcomes: readonly Outcome[]): O[] {
  const failed = new Set<string>();
  return operations.filter((operation, index) => {
    const document = `${operation.index}/${operation.id}`;
    if (outcomes[index]?.kind === 'again') failed.add(document);
    return failed.has(document);
  });
}

/** The line before a document, where every character of the id may be written as an escape. */
const mostLineBytes = ({ id }: Operation): number => 200 + 6 * id.length;

/** Cuts operations, in order, into requests of a bounded size; one that is larger goes alone. */
export function splitIntoRequests<O extends Operation>(operations: readonly O[], limit: number = requestBytes): O[][] {
  const requests: O[][] = [];
  let room = 0;
  for (const operation of operations) {
    const bytes = mostBytesOf([operation.document ?? []].flat()) + mostLineBytes(operation);
    const last = requests.at(-1);
    if (last === undefined || bytes > room) requests.push([operation]);
    else last.push(operation);
    room = (last === undefined || bytes > room ? limit : room) - bytes;
  }
  return requests;
}

/** The body of a bulk request: a line for each operation, and behind it the document on another. */
export function bulkBody(names: IndexNames, operations: readonly Operation[]): Buffer {
  const pieces: JsonPiece[] = [];
  for (const { action, index, id, version, document } of operations) {
    const line = { [action]: { _index: names[index], _id: id, version, version_type: 'external_gte' } };
    pieces.push(JSON.stringify(line), '\n');
    if (document !== undefined) pieces.push(...[document].flat(), '\n');
  }
  return joinPieces(pieces);
}

const answerSchema = z.object({ items: z.array(z.record(z.string(), itemSchema)) });

/**
 * OpenSearch refuses a request whole for some faults of a single operation, such as an id or a version that cannot be one.
 * Then halves of it go out by themselves, down to the guilty ones, so that one bad operation holds up no other.
 */
async function sendNarrowing(
  client: Client,
  names: IndexNames,
  operations: readonly Operation[],
): Promise<readonly Outcome[]> {
  try {
    return await send(client, names, operations);
  } catch (error) {
    const reason = faultOf(error);
    if (reason === undefined) throw error;
    if (operations.length === 1) return [{ kind: 'refused', reason: { code: 'mapping_rejected', message: reason } }];
    const middle = Math.ceil(operations.length / 2);
    const first = await sendNarrowing(client, names, operations.slice(0, middle));
    return [...first, ...(await sendNarrowing(client, names, operations.slice(middle)))];
  }
}

/** Why the request itself is wrong; undefined when it is not, but rights or the server are. */
function faultOf(error: unknown): string | undefined {
  const cause = error instanceof PlatformError ? error.cause : error;
  return cause instanceof errors.ResponseError && cause.statusCode === 400 ? cause.message : undefined;
}

async function send(client: Client, names: IndexNames, operations: readonly Operation[]): Promise<Outcome[]> {
  try {
    // The method client.bulk() takes no body that is already text.
    const { body } = await client.transport.request({
      method: 'POST',
      path: '/_bulk',
      bulkBody: bulkBody(names, operations),
      querystring: { filter_path: 'items.*.status,items.*.error' },
    });
    const { items } = answerSchema.parse(body);
    return operations.map((operation, index) => {
      const item = items[index]?.[operation.action];
      if (item === undefined) throw new PlatformError('opensearch_unavailable', 'OpenSearch left out an operation');
      return judgeItem(operation, item);
    });
  } catch (error) {
    throw opensearchFailure(error, `write ${operations.length} documents`);
  }
}
