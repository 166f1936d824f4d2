import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Target } from '../target.ts';
import { awsTarget } from './aws.ts';
import { localTarget } from './local.ts';

const contextSchema = z.object({
  target: z.enum(['local', 'aws'], 'target must be local or aws').default('local'),
  portOffset: z.coerce
    .number('portOffset must be a number')
    .pipe(
      z
        .int('portOffset must be a whole number')
        .min(0, 'portOffset must not be negative')
        .max(55_000, 'portOffset leaves no ports'),
    )
    .default(0),
  containers: z.stringbool('containers must be true or false').default(false),
  origins: z
    .string('origins must be addresses such as https://console.example, with blanks between them')
    .default('')
    .transform((text) => text.split(' ').filter((origin) => origin !== '')),
  mappings: z.enum(['enabled', 'disabled'], 'mappings must be enabled or disabled').default('enabled'),
});

/**
 * The target that CDK context asks for: `-c target=local` (the default) or `aws`, `-c portOffset=N` and `-c containers=true` for
 * a local one, `-c mappings=disabled` for the first deployment to AWS, `-c origins=…` for pages there that may use the API.
 */
export function chooseTarget(given: Readonly<Record<keyof z.input<typeof contextSchema>, unknown>>): Target {
  const context = contextSchema.safeParse(given);
  if (!context.success)
    throw new PlatformError('input_invalid', context.error.issues.map(({ message }) => message).join('; '));
  const { target, portOffset, containers, mappings, origins } = context.data;
  return target === 'aws' ? awsTarget(mappings === 'enabled', origins) : localTarget(portOffset, containers);
}
