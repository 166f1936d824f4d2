import { z } from 'zod';
import { once, onlyParameters } from '../../../modules/http/parameters.ts';

/** Parameters of a change that may match much. */
export const forceParameters = onlyParameters(
  {
    force: once(z.enum(['true', 'false'], 'must be true or false'))
      .default('false')
      .transform((text) => text === 'true'),
  },
  'this change',
);
