import { createHash } from 'node:crypto';

/** Ways to rank that can run side by side: neighbours of both models, or the near ones alone. */
export const variants = ['both', 'near'] as const;

export type Variant = (typeof variants)[number];

/** The variant that a buyer gets, the same one for as long as these run side by side; each as many buyers as the others. */
export function variantOf(userId: string, [first, ...others]: readonly [Variant, ...Variant[]]): Variant {
  const digest = createHash('sha256').update(userId).digest();
  return [first, ...others][digest.readUInt32BE() % (1 + others.length)] ?? first;
}
