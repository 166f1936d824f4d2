import { z } from 'zod';
import type { OutgoingRecord } from '../kafka/record.ts';

/** When it was announced, epoch milliseconds. */
const at = z.int().nonnegative();

const categoryChangedSchema = z.object({ category: z.string().min(1), at });

const productsLeftSchema = z.object({ products_left: z.literal(true), at });

/**
 * The value of a record of `catalog_changes`: products of this category may have come or changed, so its statistics have to be
 * computed anew; or products may have left categories that nobody knows.
 */
export const catalogChangeSchema = z.union([categoryChangedSchema, productsLeftSchema]);

/** A needless announcement costs one look and changes nothing. */
export const categoryChanged = (category: string, time: number): OutgoingRecord => ({
  topic: 'catalog_changes',
  key: category,
  value: JSON.stringify({ category, at: time } satisfies z.infer<typeof categoryChangedSchema>),
});

export const productsLeft = (time: number): OutgoingRecord => ({
  topic: 'catalog_changes',
  key: null,
  value: JSON.stringify({ products_left: true, at: time } satisfies z.infer<typeof productsLeftSchema>),
});
