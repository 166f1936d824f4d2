import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { badContent, badMessage, parsed, type Parsed } from '../errors/bad-message.ts';
import { check } from '../errors/schema.ts';
import { toMinorUnits } from './money.ts';

/** In bytes of UTF-8: OpenSearch takes 512 for a document id, and the product's id is one. */
export const maxProductIdBytes = 512;
/** For words that are filtered and counted by; names and descriptions are only bounded by the record. */
const maxKeywordLength = 512;
const maxItems = 1_000;
/** Far more than any product needs, and less than what serialising or indexing it can bear. */
const deepest = 50;

const keyword = z.string().max(maxKeywordLength);
const count = z.int().nonnegative();
const time = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()], 'must be an ISO 8601 date or time');

/** What identifies a product, everywhere. */
export const productIdSchema = z
  .string()
  .min(1)
  .refine(
    (value) => Buffer.byteLength(value) <= maxProductIdBytes,
    `must have at most ${maxProductIdBytes} bytes in UTF-8`,
  )
  .refine((value) => value.isWellFormed(), 'must be well-formed Unicode');

const price = z
  .looseObject({
    amount: z.number().nonnegative(),
    // Without `abort` zod would go on to count in the units of a currency that cannot be one.
    currency: z.string().regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code such as RUB', abort: true }),
  })
  .refine(({ amount, currency }) => toMinorUnits(amount, currency) !== undefined, {
    path: ['amount'],
    message: 'is too large',
  });

/** A product as a shop sends it. Fields that are not named here are kept. */
const productSchema = z.looseObject({
  product_id: productIdSchema,
  name: z.string().min(1),
  price,
  category: keyword.min(1),
  description: z.string().nullish(),
  brand: keyword.nullish(),
  sku: keyword.nullish(),
  store_id: keyword.nullish(),
  index: keyword.nullish(),
  tags: z.array(keyword).max(maxItems).nullish(),
  stock: z.looseObject({ available: count, reserved: count.nullish() }).nullish(),
  images: z
    .array(z.looseObject({ url: z.string(), alt: z.string().nullish() }))
    .max(maxItems)
    .nullish(),
  specifications: z.record(z.string(), z.unknown()).nullish(),
  created_at: time.nullish(),
  updated_at: time.nullish(),
});

export type Product = z.infer<typeof productSchema>;

/** Reads a product from the bytes of a record. What is wrong is a value whose message names the field. */
export function parseProduct(bytes: Buffer): Parsed<Product> {
  if (!isUtf8(bytes)) return badMessage('invalid_utf8', 'the value is not valid UTF-8');
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    return badMessage(
      'invalid_json',
      `the value is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
  if (isDeeperThan(deepest, content))
    return badMessage('invalid_product', `product: is nested deeper than ${deepest} levels`);
  const product = check(productSchema, content);
  return product.ok ? parsed(product.value) : badContent('invalid_product', product.issues, 'product');
}

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(levels - 1, part)));
