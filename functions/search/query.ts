import { z } from 'zod';
import { check } from '../../modules/errors/schema.ts';
import { category } from '../../modules/product/fields.ts';
import { toMinorUnits } from '../../modules/product/money.ts';
import { identifier } from '../../modules/ubi/query.ts';
import { invalidOf, once, onlyParameters, wholeNumber } from '../../modules/http/parameters.ts';
import type { InvalidParameter } from '../../modules/http/problem.ts';
import type { RawParameters } from '../../modules/http/request.ts';

const maxPageSize = 100;
/** OpenSearch's index.max_result_window. */
const deepestHit = 10_000;
const maxTextLength = 200;
const maxValues = 20;

const text = z.string().trim().max(maxTextLength, `must have at most ${maxTextLength} characters`);
const values = z
  .array(text.min(1, 'must not be empty').meta({ pattern: String.raw`\S` }))
  .max(maxValues, `must stand at most ${maxValues} times`);
/** As products have them: blanks do not tell two categories apart. */
const categories = z.array(category).max(maxValues, `must stand at most ${maxValues} times`);
const amount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,4})?$/, { error: 'must be an amount such as 1999.90', abort: true })
  .transform(Number);
export const parametersSchema = onlyParameters(
  {
    name: once(text).default(''),
    category: categories.default([]),
    brand: values.default([]),
    min_price: once(amount).optional(),
    max_price: once(amount).optional(),
    currency: once(z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as RUB')).optional(),
    in_stock: once(
      z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true'),
    ).optional(),
    sort: once(
      z.enum(['relevance', 'price_asc', 'price_desc', 'newest'], 'must be relevance, price_asc, price_desc or newest'),
    ).default('relevance'),
    page: once(wholeNumber(deepestHit)).default(1),
    page_size: once(wholeNumber(maxPageSize)).default(20),
    user_id: once(identifier).optional(),
    session_id: once(identifier).optional(),
  },
  'this search',
)
  .refine(({ min_price, max_price }) => min_price === undefined || max_price === undefined || min_price <= max_price, {
    path: ['max_price'],
    message: 'must not be below min_price',
  })
  .refine(({ page, page_size }) => page * page_size <= deepestHit, {
    path: ['page'],
    message: `page times page_size must be at most ${deepestHit}`,
  });

/** What a buyer searches for; prices in major units of currencyOf. `name` is empty when only filters are used. */
export type SearchQuery = z.infer<typeof parametersSchema>;

export type ReadQuery =
  | { readonly ok: true; readonly query: SearchQuery }
  | { readonly ok: false; readonly errors: readonly InvalidParameter[] };

export function readQuery(parameters: RawParameters): ReadQuery {
  const result = check(parametersSchema, parameters);
  return result.ok ? { ok: true, query: result.value } : { ok: false, errors: invalidOf(result.issues) };
}

/** What prices of the query are in; a query that names a currency finds only what is sold in it. */
export const currencyOf = ({ currency }: Pick<SearchQuery, 'currency'>): string => currency ?? 'RUB';

/** An amount of the query in minor units, as the index holds prices. */
export const minorUnits = (amountInMajor: number, query: SearchQuery): number =>
  toMinorUnits(amountInMajor, currencyOf(query)) ?? Number.MAX_SAFE_INTEGER;
