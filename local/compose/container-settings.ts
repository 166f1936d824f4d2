import { defaultInstanceName } from '../instance/instance.ts';

/** A service of a compose file; see https://github.com/compose-spec/compose-spec/blob/main/spec.md. */
export type ComposeService = Readonly<Record<string, unknown>>;

/** The image of local/compose/Dockerfile, and where the checkout and the instance stand in it. */
export const platformImage = 'marketplace-analytics:local';
const home = '/marketplace';
export const stateDirectory = `${home}/.local/${defaultInstanceName}`;
export const state = `state:${stateDirectory}`;

export const onlyHere = (port: number): string => `127.0.0.1:${port}:${port}`;

/** What every container gets: bounds, and a log that cannot fill the disk. */
export const bounded = (memory: string): ComposeService => ({
  mem_limit: memory,
  logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
});

export const lasting = (memory: string): ComposeService => ({ ...bounded(memory), restart: 'unless-stopped' });

/** A container that does one thing and ends; it may run at every `up`. */
export const oneShot = (memory: string): ComposeService => ({ ...bounded(memory), restart: 'no' });

export const healthy = (...names: readonly string[]): ComposeService =>
  Object.fromEntries(names.map((name) => [name, { condition: 'service_healthy' }]));

export const completed = (...names: readonly string[]): ComposeService =>
  Object.fromEntries(names.map((name) => [name, { condition: 'service_completed_successfully' }]));

/** `start` is how many seconds it may take to become healthy. */
export const healthcheck = (test: readonly string[], start: number): ComposeService => ({
  test: ['CMD', ...test],
  interval: '20s',
  timeout: '10s',
  retries: 3,
  start_period: `${start}s`,
  start_interval: '3s',
});

/** Both engines answer under the name `engine`; one of them is there. */
export const engines: ComposeService = Object.fromEntries(
  ['localstack', 'ministack'].map((name) => [name, { condition: 'service_healthy', required: false }]),
);
