import type { z } from 'zod';
import { check } from '../../modules/errors/schema.ts';
import { invalidOf, once, onlyParameters, wholeNumber } from '../../modules/http/parameters.ts';
import type { InvalidParameter } from '../../modules/http/problem.ts';
import { readApiRequest } from '../../modules/http/request.ts';
import { identifier } from '../../modules/ubi/query.ts';

const maxItems = 100;
const usualItems = 10;

export const parametersSchema = onlyParameters(
  {
    user_id: identifier,
    /** How many products at most. */
    limit: once(wholeNumber(maxItems)).default(usualItems),
  },
  'recommendations',
);

export type ReadRequest =
  | { readonly ok: true; readonly request: z.infer<typeof parametersSchema> }
  | { readonly ok: false; readonly errors: readonly InvalidParameter[] };

/** Reads GET /recommendations/{user_id}?limit= from the event of a REST API. Throws event_invalid for anything else. */
export function readRequest(event: unknown): ReadRequest {
  const { path, query } = readApiRequest(event);
  const result = check(parametersSchema, { ...query, user_id: path['user_id'] ?? '' });
  return result.ok ? { ok: true, request: result.value } : { ok: false, errors: invalidOf(result.issues) };
}
