import { z } from 'zod';
import { toMinorUnits } from '../product/money.ts';
import { identifier } from '../queries/query.ts';
import type { InvalidParameter } from '../http/problem.ts';

const largestPage = 100;
/** OpenSearch's index.max_result_window. */
const deepestHit = 10_000;
const longestText = 200;
const mostValues = 20;

/** A parameter that may stand once. */
const once = <T extends z.ZodType<unknown, string>>(schema: T) =>
  z
    .array(z.string())
    .max(1, 'must stand once')
    .transform(([value]) => value)
    .pipe(schema);

const text = z.string().trim().max(longestText, `must have at most ${longestText} characters`);
const values = z.array(text.min(1, 'must not be empty')).max(mostValues, `must stand at most ${mostValues} times`);
const amount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,4})?$/, { error: 'must be an amount such as 1999.90', abort: true })
  .transform(Number);
const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: 'must be a whole number from 1 on', abort: true })
    .transform(Number)
    .pipe(z.number().max(most, `must be at most ${most}`));

const parametersSchema = z
  .strictObject({
    name: once(text).default(''),
    category: values.default([]),
    brand: values.default([]),
    min_price: once(amount).optional(),
    max_price: once(amount).optional(),
    currency: once(z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as RUB')).default('RUB'),
    in_stock: once(
      z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true'),
    ).optional(),
    sort: once(
      z.enum(['relevance', 'price_asc', 'price_desc', 'newest'], 'must be relevance, price_asc, price_desc or newest'),
    ).default('relevance'),
    page: once(wholeNumber(deepestHit)).default(1),
    page_size: once(wholeNumber(largestPage)).default(20),
    user_id: once(identifier).optional(),
    session_id: once(identifier).optional(),
  })
  .refine(({ min_price, max_price }) => min_price === undefined || max_price === undefined || min_price <= max_price, {
    path: ['max_price'],
    message: 'must not be below min_price',
  })
  .refine(({ page, page_size }) => page * page_size <= deepestHit, {
    path: ['page'],
    message: `page times page_size must be at most ${deepestHit}`,
  });

/** What a buyer searches for; prices in major units of `currency`. `name` is empty when only filters are used. */
export type SearchQuery = z.infer<typeof parametersSchema>;

/** Query parameters as API Gateway gives them, every value of each. */
export type RawParameters = Readonly<Record<string, readonly string[] | undefined>>;

export type ReadQuery =
  | { readonly ok: true; readonly query: SearchQuery }
  | { readonly ok: false; readonly errors: readonly InvalidParameter[] };

export function readQuery(parameters: RawParameters): ReadQuery {
  const result = parametersSchema.safeParse(parameters);
  if (result.success) return { ok: true, query: result.data };
  return { ok: false, errors: result.error.issues.flatMap((issue) => describe(issue)) };
}

function describe(issue: z.core.$ZodIssue): InvalidParameter[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((parameter) => ({ parameter, detail: 'is not a parameter of this search' }));
  return [{ parameter: String(issue.path[0] ?? 'query'), detail: issue.message }];
}

/** An amount of the query in minor units, as the index holds prices. */
export const minorUnits = (amountInMajor: number, { currency }: SearchQuery): number =>
  toMinorUnits(amountInMajor, currency) ?? Number.MAX_SAFE_INTEGER;
