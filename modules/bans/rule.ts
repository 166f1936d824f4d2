import { z } from 'zod';
import { wordsOf } from './words.ts';

const maxIdLength = 256;
const maxTextLength = 500;

/** What a rule is compared with: a field of the product, or, for `word`, the words of its name and description. */
const kinds = ['product_id', 'sku', 'brand', 'store', 'category', 'word'] as const;

/** A rule of the ban list as moderators write it and as `banned_products` holds it. */
export const banRuleSchema = z
  .object({
    id: z.string().min(1).max(maxIdLength),
    kind: z.enum(kinds),
    /** For `word` a word or several, in any form; «сигареты» also means «сигарет» and «Сигарета». */
    value: z.string().trim().min(1).max(maxTextLength),
    /** Shown to the shop and to moderators, in Russian. */
    reason: z.string().trim().min(1).max(maxTextLength),
    created_at: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ kind, value }) => kind === 'product_id' || wordsOf(value).length > 0, {
    path: ['value'],
    message: 'must have a letter or a digit',
  });

export type BanRule = z.infer<typeof banRuleSchema>;
