import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { addressOf } from '../instance/engine-choice.ts';
import type { Instance } from '../instance/instance.ts';
import { variable } from '../../modules/config/environment.ts';
import { engineRegion } from '../../modules/platform/instance/cluster.ts';
import { urlOf } from '../../modules/platform/instance/hosts.ts';

const credentialsSchema = z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) });

/** Root credentials of the cloud engine of one machine. */
export type EngineCredentials = z.infer<typeof credentialsSchema>;

/** What LocalStack, which asks nobody who he is, takes for its account; by custom these. */
const anybody: EngineCredentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The instance's root credentials; those of MiniStack are made on first use and kept in a file that only its owner reads. */
export function engineCredentials(instance: Instance): EngineCredentials {
  if (instance.engine !== 'ministack') return anybody;
  const file = join(instance.directory, 'engine-credentials.json');
  if (!existsSync(file)) {
    const made = { accessKeyId: 'local', secretAccessKey: randomBytes(24).toString('base64url') };
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  return credentialsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export const engineUrl = (instance: Instance): string =>
  addressOf(instance.engine) ?? urlOf(instance, 'engine', 'engine');

/** Configuration for any AWS SDK client that speaks to the instance's engine. */
export const engineClientConfig = (instance: Instance) => ({
  endpoint: engineUrl(instance),
  region: engineRegion,
  credentials: engineCredentials(instance),
});

/** Environment variables under which any SDK speaks to the instance's engine. */
export function engineEnvironment(instance: Instance): Record<string, string> {
  const { accessKeyId, secretAccessKey } = engineCredentials(instance);
  return {
    AWS_ENDPOINT_URL: engineUrl(instance),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: engineRegion,
    AWS_DEFAULT_REGION: engineRegion,
    [variable.mskEndpoint]: urlOf(instance, 'msk', 'msk'),
  };
}
