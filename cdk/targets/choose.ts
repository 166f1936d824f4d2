import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Target } from '../target.ts';
import { readSettings } from '../aws/settings.ts';
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
  settings: z.string().optional(),
  endpoint: z
    .url({ protocol: /^https?$/u, error: 'AWS_ENDPOINT_URL must be an address such as http://127.0.0.1:4566' })
    .optional(),
});

/**
 * The target that CDK context asks for: `-c target=local` (the default) or `aws`, `-c portOffset=N` and `-c containers=true` for
 * a local one, `-c settings=<file>` for AWS. `endpoint` is where a cloud engine answers in place of AWS.
 */
export function chooseTarget(given: Readonly<Record<keyof z.input<typeof contextSchema>, unknown>>): Target {
  const context = contextSchema.safeParse(given);
  if (!context.success)
    throw new PlatformError('input_invalid', context.error.issues.map(({ message }) => message).join('; '));
  const { target, portOffset, containers, settings, endpoint } = context.data;
  if (target === 'local') return localTarget(portOffset, containers, endpoint);
  if (endpoint !== undefined && !isOfAws(endpoint))
    throw new PlatformError(
      'input_invalid',
      `target=aws, but AWS_ENDPOINT_URL leads to ${endpoint}: use a shell without it (unset AWS_ENDPOINT_URL)`,
    );
  if (settings === undefined)
    throw new PlatformError(
      'input_invalid',
      'what to deploy to AWS stands in a file: -c settings=cdk/settings/aws.small.json, or your own like it',
    );
  return awsTarget(readSettings(settings));
}

const isOfAws = (endpoint: string): boolean =>
  /\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/u.test(new URL(endpoint).hostname);
