import { z } from 'zod';
import { check } from '../../modules/errors/schema.ts';
import { invalidOf, once, onlyParameters, wholeNumber } from '../../modules/http/parameters.ts';
import type { InvalidParameter } from '../../modules/http/problem.ts';
import { categoryName } from '../../modules/product/fields.ts';
import { readApiRequest } from '../../modules/http/request.ts';

/** An answer with this many stays within what a function may answer, 6 MB. */
export const maxCategories = 5_000;

export const parametersSchema = onlyParameters(
  {
    limit: once(wholeNumber(maxCategories)).default(maxCategories),
    sort: once(z.enum(['count', 'name'], 'must be count or name')).default('count'),
  },
  'this list',
);

export type ListParameters = z.infer<typeof parametersSchema>;

/** What is asked for: all categories, or one. */
export type CategoriesRequest =
  | { readonly kind: 'list'; readonly parameters: ListParameters }
  | { readonly kind: 'category'; readonly category: string }
  | { readonly kind: 'invalid'; readonly errors: readonly InvalidParameter[] };

/** Reads a request; `undefined` for a path that is not ours. Throws event_invalid for what is no request. */
export function readRequest(event: unknown): CategoriesRequest | undefined {
  const { resource, path, query } = readApiRequest(event);
  if (path['category'] !== undefined) {
    const none = check(onlyParameters({}, 'a category'), query);
    if (!none.ok) return { kind: 'invalid', errors: invalidOf(none.issues) };
    return { kind: 'category', category: categoryName(path['category'].toWellFormed()) };
  }
  if (resource !== '/categories') return undefined;
  const result = check(parametersSchema, query);
  return result.ok ? { kind: 'list', parameters: result.value } : { kind: 'invalid', errors: invalidOf(result.issues) };
}
