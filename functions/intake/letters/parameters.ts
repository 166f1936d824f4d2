import type { z } from 'zod';
import { once, onlyParameters, wholeNumber } from '../../../modules/http/parameters.ts';
import { keyword, time } from '../../../modules/product/fields.ts';

const maxLimit = 100;
/** OpenSearch pages no further. */
const maxReached = 10_000;

export const lettersSchema = onlyParameters(
  {
    store: once(keyword.min(1)).optional(),
    from: once(time).optional(),
    to: once(time).optional(),
    limit: once(wholeNumber(maxLimit)).default(20),
    page: once(wholeNumber(maxReached)).default(1),
  },
  'this list',
).refine(({ limit, page }) => limit * page <= maxReached, {
  path: ['page'],
  message: `reaches no further than ${maxReached} letters: use from and to`,
});

export type LettersParameters = z.infer<typeof lettersSchema>;
