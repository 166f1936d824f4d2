import { z } from 'zod';
import type { OutgoingRecord } from '../kafka/record.ts';

/** The value of a record of `catalog_changes`: the statistics of this category have to be computed anew. */
export const catalogChangeSchema = z.object({
  category: z.string().min(1),
  /** When it was announced, epoch milliseconds. */
  at: z.int().nonnegative(),
});

/** Says that products of a category may have changed. A needless announcement costs one look and changes nothing. */
export const catalogChange = (category: string, at: number): OutgoingRecord => ({
  topic: 'catalog_changes',
  key: category,
  value: JSON.stringify({ category, at } satisfies z.infer<typeof catalogChangeSchema>),
});
