import { z } from 'zod';
import { badMessage, type BadMessage } from '../errors/bad-message.ts';
import { isTemporary } from './failure.ts';
import type { Operation } from './operation.ts';

const causeSchema = z.object({ type: z.string(), reason: z.string().nullish() });

/** What OpenSearch says about one operation of a bulk request. */
export const itemSchema = z.object({
  status: z.int(),
  error: causeSchema.extend({ caused_by: causeSchema.optional() }).optional(),
});

type Item = z.infer<typeof itemSchema>;

/** - written: OpenSearch is as the operation wants it; `isNew` when there was no such document.
 *  - superseded: it has a newer version.
 *  - again: OpenSearch could not do it now.
 *  - refused: it never will, for this reason. */
export type Outcome =
  | { readonly kind: 'written'; readonly isNew: boolean }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'again'; readonly why: string }
  | { readonly kind: 'refused'; readonly reason: BadMessage };

/** Errors with a status of 4xx that are about the state of the cluster, not about the document. */
const passingTypes = new Set(['cluster_block_exception', 'index_not_found_exception', 'index_closed_exception']);

/** Judges one operation by its own status: a bulk request that as a whole answers 200 may have failed in every item. */
export function judgeItem({ action }: Operation, { status, error }: Item): Outcome {
  if (status >= 200 && status < 300) return { kind: 'written', isNew: status === 201 };
  if (status === 409) return { kind: 'superseded' };
  const why = `${status} ${error?.type ?? 'without a reason'}`;
  if (status === 404 && action === 'delete' && error === undefined) return { kind: 'written', isNew: false };
  if (isTemporary(status) || passingTypes.has(error?.type ?? '')) return { kind: 'again', why };
  // Missing rights are nobody's bad message.
  if (status === 401 || status === 403) return { kind: 'again', why };
  return { kind: 'refused', reason: badMessage('mapping_rejected', reasonOf(error) ?? why).error };
}

/** OpenSearch says first that it could not parse a document, and only in the cause why. */
const reasonOf = (error: Item['error']): string | undefined =>
  [error?.reason, error?.caused_by?.reason].filter((reason) => typeof reason === 'string').join(': ') || undefined;
