import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { badContent, badMessage, parsed, type Parsed } from '../errors/bad-message.ts';
import { check, type SchemaIssue } from '../errors/schema.ts';
import { isDeeperThan, maxDepth } from './depth.ts';
import { category, count, keyword, maxItems, name, price, productIdSchema, time } from './fields.ts';
import { isWellFormedProduct } from './well-formed.ts';

/** What a product may do without. */
const optional = {
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
};

/** A product as a shop sends it. Fields that are not named here are kept. */
export const productSchema = z.looseObject({
  product_id: productIdSchema,
  name,
  price,
  category,
  ...optional,
});

export type Product = z.infer<typeof productSchema>;

/** A product, and what of it could not be read. */
export interface ReadProduct {
  readonly product: Product;
  /** Optional fields that are as if the shop had not sent them, each with the reason. */
  readonly dropped: readonly SchemaIssue[];
}

/**
 * Reads a product from the bytes of a record. What is wrong with a field that it needs is a value whose message names the
 * field; a field that it can do without is left out instead of losing the product.
 */
export function readProduct(bytes: Buffer): Parsed<ReadProduct> {
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
  if (isWellFormedProduct(content)) return parsed({ product: content as Product, dropped: [] });
  return readBySchema(content);
}

/** Whatever it is: the schema decides, and says what is wrong. */
export function readBySchema(content: unknown): Parsed<ReadProduct> {
  if (isDeeperThan(maxDepth, content))
    return badMessage('invalid_product', `product: is nested deeper than ${maxDepth} levels`);
  const whole = check(productSchema, content);
  if (whole.ok) return parsed({ product: whole.value, dropped: [] });
  const { issues } = whole;
  const without = check(productSchema, withoutFields(content, new Set(issues.map(({ path }) => fieldOf(path)))));
  return without.ok
    ? parsed({ product: without.value, dropped: issues })
    : badContent('invalid_product', requiredFirst(issues), 'product');
}

/** The product alone; see readProduct. */
export function parseProduct(bytes: Buffer): Parsed<Product> {
  const read = readProduct(bytes);
  return read.ok ? parsed(read.value.product) : read;
}

const fieldOf = (path: string): string => path.split('.')[0] ?? '';

const isOptional = (field: string): boolean => Object.hasOwn(optional, field);

const withoutFields = (content: unknown, fields: ReadonlySet<string>): unknown =>
  typeof content !== 'object' || content === null || Array.isArray(content)
    ? content
    : Object.fromEntries(Object.entries(content).filter(([field]) => !(fields.has(field) && isOptional(field))));

/** Only few are told: those for which the product is refused must be among them. */
const requiredFirst = (issues: readonly SchemaIssue[]): SchemaIssue[] =>
  issues.toSorted((one, other) => Number(isOptional(fieldOf(one.path))) - Number(isOptional(fieldOf(other.path))));
