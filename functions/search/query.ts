import { z } from 'zod';
import { check } from '../../modules/errors/schema.ts';
import { category, productIdSchema } from '../../modules/product/fields.ts';
import { toMinorUnits } from '../../modules/product/money.ts';
import { readSpecificationTerm, specificationTerm } from '../../modules/product/specifications.ts';
import { identifier } from '../../modules/ubi/query.ts';
import { invalidOf, once, onlyParameters, wholeNumber } from '../../modules/http/parameters.ts';
import type { InvalidParameter } from '../../modules/http/problem.ts';
import type { RawParameters } from '../../modules/http/request.ts';
import { cursor, orderOf, orders } from './order.ts';

const maxPageSize = 100;
const usualPageSize = 20;
/** OpenSearch's index.max_result_window. */
const deepestHit = 10_000;
const maxTextLength = 200;
const maxValues = 20;
/** Specifications that are chosen at once, each by itself counted anew. */
const maxSpecifications = 10;

const text = z.string().trim().max(maxTextLength, `must have at most ${maxTextLength} characters`);
const values = z.array(text.min(1, 'must not be empty')).max(maxValues, `must stand at most ${maxValues} times`);
/** As products have them: blanks do not tell two categories apart. */
const categories = z.array(category).max(maxValues, `must stand at most ${maxValues} times`);
const specification = text
  .regex(/^[^:]+:[^]+$/u, 'must be a name and a value, such as Цвет:белый')
  .transform((value) => {
    const read = readSpecificationTerm(value);
    return specificationTerm(read.name, read.value);
  });
const amount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,4})?$/, { error: 'must be an amount such as 1999.90', abort: true })
  .transform(Number);
const parametersSchema = onlyParameters(
  {
    name: once(text).default(''),
    category: categories.default([]),
    brand: values.default([]),
    specification: z
      .array(specification)
      .max(maxSpecifications, `must stand at most ${maxSpecifications} times`)
      .default([]),
    product_id: z.array(productIdSchema).max(maxPageSize, `must stand at most ${maxPageSize} times`).default([]),
    min_price: once(amount).optional(),
    max_price: once(amount).optional(),
    currency: once(z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as RUB')).optional(),
    in_stock: once(
      z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true'),
    ).optional(),
    sort: once(z.enum(orders, `must be ${orders.slice(0, -1).join(', ')} or ${orders.at(-1)}`)).default('relevance'),
    page: once(wholeNumber(deepestHit)).default(1),
    page_size: once(wholeNumber(maxPageSize)).optional(),
    after: once(cursor).optional(),
    user_id: once(identifier).optional(),
    session_id: once(identifier).optional(),
  },
  'this search',
)
  .refine(({ min_price, max_price }) => min_price === undefined || max_price === undefined || min_price <= max_price, {
    path: ['max_price'],
    message: 'must not be below min_price',
  })
  .refine(({ after, page }) => after === undefined || page === 1, {
    path: ['page'],
    message: 'is no parameter beside after',
  })
  .refine(({ after, name, sort }) => after === undefined || orderOf(sort, name) === after.order, {
    path: ['after'],
    message: 'is of a search in another order; by relevance to a text there are only pages',
  })
  // Products that are asked for by their ids are all shown.
  .transform((query) => ({ ...query, page_size: query.page_size ?? Math.max(query.product_id.length, usualPageSize) }))
  .refine(({ page, page_size }) => page * page_size <= deepestHit, {
    path: ['page'],
    message: `page times page_size must be at most ${deepestHit}; beyond, ask with after, which an answer gives as next`,
  });

/**
 * What a buyer searches for; prices in major units of `currency`, which without being asked for is roubles. `name` is empty when
 * only filters are used.
 */
export type SearchQuery = z.infer<typeof parametersSchema>;

export type ReadQuery =
  | { readonly ok: true; readonly query: SearchQuery }
  | { readonly ok: false; readonly errors: readonly InvalidParameter[] };

export function readQuery(parameters: RawParameters): ReadQuery {
  const result = check(parametersSchema, parameters);
  return result.ok ? { ok: true, query: result.value } : { ok: false, errors: invalidOf(result.issues) };
}

/** The currency that prices are filtered, sorted and counted in. */
export const currencyOf = ({ currency }: SearchQuery): string => currency ?? 'RUB';

/** An amount of the query in minor units, as the index holds prices. */
export const minorUnits = (amountInMajor: number, query: SearchQuery): number =>
  toMinorUnits(amountInMajor, currencyOf(query)) ?? Number.MAX_SAFE_INTEGER;
