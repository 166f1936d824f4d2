import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { administrator } from '../../modules/platform/access.ts';
import type { EngineCredentials } from '../engine/endpoint.ts';
import { certificateFiles, type Instance } from '../instance/instance.ts';

// Files for programs that are not ours. Each holds a secret: only the containers' user may read them.

/** The administrator's key and chain in one file, as Java reads them; for Kafka UI. */
export const administratorPem = (instance: Instance): string =>
  join(instance.directory, 'certs', `${administrator}.pem`);

/** Variables of Grafana's data sources, as a shell reads them. */
export const grafanaVariables = (instance: Instance): string => join(instance.directory, 'grafana.env');

export function writeForOthers(instance: Instance, { accessKeyId, secretAccessKey }: EngineCredentials): void {
  const { key, certificate, ca } = certificateFiles(instance, administrator);
  const chain = [key, certificate, ca].map((file) => readFileSync(file, 'utf8')).join('');
  writeFileSync(administratorPem(instance), chain, { mode: 0o600 });
  const variables = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(grafanaVariables(instance), lines.join(''), { mode: 0o600 });
}
