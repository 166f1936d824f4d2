import { z } from 'zod';
import { check } from '../../../modules/errors/schema.ts';
import { invalidOf, once, onlyParameters, wholeNumber } from '../../../modules/http/parameters.ts';
import type { InvalidParameter } from '../../../modules/http/problem.ts';
import type { RawParameters } from '../../../modules/http/request.ts';

const longestText = 200;
const mostProducts = 20;

const parametersSchema = onlyParameters(
  {
    q: once(z.string('must say what was typed so far').max(longestText, `must have at most ${longestText} characters`)),
    limit: once(wholeNumber(mostProducts)).default(8),
  },
  'suggestions',
);

/** What was typed so far, and how many products may be suggested. */
export type Typed = z.infer<typeof parametersSchema>;

export type ReadTyped =
  { readonly ok: true; readonly typed: Typed } | { readonly ok: false; readonly errors: readonly InvalidParameter[] };

export function readTyped(parameters: RawParameters): ReadTyped {
  const result = check(parametersSchema, parameters);
  return result.ok ? { ok: true, typed: result.value } : { ok: false, errors: invalidOf(result.issues) };
}
