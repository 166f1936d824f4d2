import { z } from 'zod';

/** What the index `dead_letters` says of a letter: enough to tell a shop of it. */
export const letterDocumentSchema = z.object({
  /** Where the letter stands in `dead_letters`: `partition-offset`. */
  id: z.string(),
  /** The shops that may see it: the one that sent the record, and the one that the product names as its store. */
  stores: z.array(z.string()),
  product_id: z.string().optional(),
  /** Version of the product, epoch milliseconds; none where the record's own cannot be read. */
  version: z.number().optional(),
  /** Which function gave up, and why. */
  function: z.string(),
  code: z.string(),
  message: z.string(),
  /** When it gave up, ISO 8601. */
  at: z.string(),
  /** The letter from which the record was sent again. */
  redriven_from: z.string().optional(),
});

export type LetterDocument = z.infer<typeof letterDocumentSchema>;
