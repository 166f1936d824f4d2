import { z } from 'zod';
import type { Letter } from '../dead-letters/letters.ts';
import type { OutgoingRecord } from '../../modules/kafka/record.ts';

/** What the index says of a product. */
export const fateDocumentSchema = z.object({
  state: z.string(),
  shop_json: z.string().optional(),
  reasons: z.array(z.object({ rule_id: z.string(), reason: z.string() })).default([]),
});

export type FateDocument = z.infer<typeof fateDocumentSchema>;

/**
 * searchable: buyers find it. rejected: a ban rule matches it. unreadable: it is a dead letter. superseded: another change of
 * the product holds. withdrawn: the shop took it back. unknown: it is on its way, or was never sent.
 */
export const fates = ['searchable', 'rejected', 'unreadable', 'superseded', 'withdrawn', 'unknown'] as const;

/** What came of one product of a file. */
export interface Fate {
  readonly product_id: string | null;
  readonly fate: (typeof fates)[number];
  /** Why, where there is more to say. */
  readonly reason?: string;
}

/** Decides by the document of the product's id and by the newest dead letter with exactly these bytes. */
export function fateOf(
  { key, value }: OutgoingRecord,
  document: FateDocument | undefined,
  letter: Pick<Letter, 'id' | 'code' | 'message' | 'state'> | undefined,
): Fate {
  const told = (fate: Fate['fate'], reason?: string): Fate => ({
    product_id: key === null ? null : String(key),
    fate,
    ...(reason !== undefined && { reason }),
  });
  const holds = document?.shop_json === String(value);
  if (document?.state === 'allowed' && holds) return told('searchable');
  if (document?.state === 'rejected' && holds)
    return told('rejected', document.reasons.map(({ reason, rule_id: rule }) => `${reason} (${rule})`).join('; '));
  if (letter !== undefined && letter.state !== 'redriven')
    return told('unreadable', `${letter.code}: ${letter.message} (dead letter ${letter.id})`);
  if (document === undefined) return told('unknown');
  return document.state === 'withdrawn'
    ? told('withdrawn')
    : told('superseded', `another change holds: ${document.state}`);
}
