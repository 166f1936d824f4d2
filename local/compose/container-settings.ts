import { defaultInstanceName } from '../instance/instance.ts';

/** A service of a compose file; see https://github.com/compose-spec/compose-spec/blob/main/spec.md. */
export type ComposeService = Readonly<Record<string, unknown>>;

/** The image of local/compose/Dockerfile, and where the checkout and the instance stand in it. */
export const platformImage = 'marketplace-analytics:local';
const home = '/marketplace';
export const stateDirectory = `${home}/.local/${defaultInstanceName}`;
export const state = `state:${stateDirectory}`;

/** What every container of the image has: nothing but the volume and /tmp can be written. */
export const fromImage: ComposeService = {
  image: platformImage,
  pull_policy: 'never',
  init: true,
  read_only: true,
  // Functions and Java servers unpack native libraries there.
  tmpfs: ['/tmp:exec'],
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
};

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

/**
 * `start` is how many seconds it may take to become healthy. Whoever waits for it is told within five seconds; afterwards nobody
 * does, and a look a minute is enough: starting a process in a container takes the engine ten times what the look itself takes.
 */
export const healthcheck = (test: readonly string[], start: number): ComposeService => ({
  test: ['CMD', ...test],
  interval: '60s',
  timeout: '10s',
  retries: 3,
  start_period: `${start}s`,
  start_interval: '5s',
});

/** Both engines answer under the name `engine`; one of them is there. */
export const engines: ComposeService = Object.fromEntries(
  ['ministack', 'localstack'].map((name) => [name, { condition: 'service_healthy', required: false }]),
);

/** How many of a service there are, by a variable: one, or none where another takes its place. */
export const unless = (variable: string): ComposeService => ({ deploy: { replicas: `\${${variable}:-1}` } });
