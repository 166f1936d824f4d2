import type { z } from 'zod';
import { isReached, notReached, paging } from '../../../modules/http/paging.ts';
import { once, onlyParameters } from '../../../modules/http/parameters.ts';
import { keyword, time } from '../../../modules/product/fields.ts';

export const lettersSchema = onlyParameters(
  {
    store: once(keyword.min(1)).optional(),
    from: once(time).optional(),
    to: once(time).optional(),
    ...paging,
  },
  'this list',
).refine(isReached, notReached('letters'));

export type LettersParameters = z.infer<typeof lettersSchema>;
