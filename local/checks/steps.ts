import { join } from 'node:path';

/** One step of the checks: a command of this project's own tools. */
export interface CheckStep {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** For programs in Go that end within seconds: they collect no garbage as long as they stay within so much memory. */
const withoutCollecting = { GOGC: 'off', GOMEMLIMIT: '2GiB' };

/** What the tools remember of files that have not changed since. Elsewhere, `prettier --write` would throw it away. */
const cache = (name: string): string => join('.local/checks', name);

/** What needs no servers, for every commit. They run at the same time; the longest begins first. */
export const quickSteps: readonly CheckStep[] = [
  { title: 'unit tests', command: 'vitest', args: ['run', '--project', 'unit'] },
  {
    title: 'lint, and which folder may import which',
    command: 'oxlint',
    args: ['--deny-warnings'],
    env: withoutCollecting,
  },
  {
    title: 'types',
    command: 'tsc',
    args: ['--incremental', '--tsBuildInfoFile', cache('types.json')],
    env: withoutCollecting,
  },
  {
    title: 'format',
    command: 'prettier',
    args: ['--check', '--cache', '--cache-location', cache('format'), '--log-level', 'warn', '.'],
  },
  {
    title: 'dead code and dependencies',
    command: 'knip',
    args: ['--cache', '--cache-location', cache('dead-code')],
  },
];

/** What starts processes or takes long, and needs no servers. */
export const longSteps: readonly CheckStep[] = [
  { title: 'tests that start processes', command: 'vitest', args: ['run', '--project', 'process'] },
  { title: 'tests that take long', command: 'vitest', args: ['run', '--project', 'slow'] },
  { title: 'CONTRIBUTING, followed in a copy', command: 'vitest', args: ['run', '--project', 'copy'] },
  // It takes minutes, in which the tests against servers would only wait.
  { title: 'Spark, for analyses that are compared with it', command: 'node', args: ['local/setup/bring-spark.ts'] },
];

/** What runs against the real servers, on an instance of its own. */
export const serverSteps: readonly CheckStep[] = [
  { title: 'tests against real servers', command: 'vitest', args: ['run', '--project', 'servers'] },
];

/** More of what servers tests draw by chance, and larger: on an instance of its own. */
export const faultSteps: readonly CheckStep[] = [
  {
    title: 'any order of changes, bans and redeliveries; bans while a broker restarts',
    command: 'vitest',
    args: ['run', '--project', 'servers', 'tests/order', 'tests/bans'],
    env: { ORDER_SEEDS: '20', BAN_SEEDS: '20', BAN_PRODUCTS: '5000', BAN_RULES: '50' },
  },
  {
    title: 'every server killed once while products flow, and one too often',
    command: 'vitest',
    args: ['run', '--project', 'servers', 'tests/supervisor'],
    env: { KILLED_SERVERS: 'all' },
  },
  {
    title: 'one message for an outage of OpenSearch, and one for that of HDFS; a broker that is stopped loses nothing',
    command: 'vitest',
    args: ['run', '--project', 'servers', 'tests/alerts', 'tests/outage'],
    env: { OUTAGES: 'all' },
  },
  {
    title: 'commands of the runbook that take something away for a while',
    command: 'vitest',
    args: ['run', '--project', 'servers', 'tests/runbook'],
    env: { RUNBOOK_BREAKS: 'yes' },
  },
  {
    title: 'the archive killed while it writes',
    command: 'vitest',
    args: ['run', '--project', 'servers', 'tests/archive'],
    env: { ARCHIVE_KILLS: '50' },
  },
  {
    title: 'CONTRIBUTING, followed in a copy as far as CloudFormation',
    command: 'vitest',
    args: ['run', '--project', 'copy'],
    env: { COPY_PROJECTS: 'unit,slow' },
  },
  {
    title: 'what survives, and what waits for long',
    command: 'vitest',
    args: ['run', '--project', 'faults'],
  },
];

/** Every container, from the image on; `without` names services that are left out. */
export const containerSteps = (without: readonly string[]): readonly CheckStep[] => [
  {
    title: 'containers',
    command: 'vitest',
    args: ['run', '--project', 'containers'],
    env: { WITHOUT_SERVICES: without.join(',') },
  },
];

/** The API asked for long, and 10,000 products over it: on an instance of its own. */
export const apiSteps: readonly CheckStep[] = [
  {
    title: 'products over HTTP end as products over Kafka do',
    command: 'vitest',
    args: ['run', '--project', 'servers', 'tests/intake'],
    env: { API_PRODUCTS: '10000' },
  },
  {
    // On an instance of its own: it bans what nobody foresees.
    title: 'the API does what its document says',
    command: 'vitest',
    args: ['run', '--project', 'servers', 'tests/api'],
    env: { API_SECONDS: '600' },
  },
];

/** The whole flow on LocalStack, with functions as processes. */
export const localstackSteps: readonly CheckStep[] = [
  { title: 'the flow on LocalStack', command: 'vitest', args: ['run', '--project', 'localstack'] },
];
