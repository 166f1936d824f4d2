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

/** The tests of a project of vitest.config.ts, or some of its files. */
const vitest = (
  title: string,
  project: string,
  { tests = [], env = {} }: { readonly tests?: readonly string[]; readonly env?: CheckStep['env'] } = {},
): CheckStep => ({ title, command: 'vitest', args: ['run', '--project', project, ...tests], env });

/** What needs no servers, for every commit. They run at the same time; the longest begins first. */
export const quickSteps: readonly CheckStep[] = [
  vitest('unit tests', 'unit'),
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
  vitest('tests that start processes', 'process'),
  vitest('tests that take long', 'slow'),
  vitest('CONTRIBUTING, followed in a copy', 'copy'),
  // It takes minutes, in which the tests against servers would only wait.
  { title: 'Spark, for analyses that are compared with it', command: 'node', args: ['local/setup/bring-spark.ts'] },
];

/** What runs against the real servers, on an instance of its own. */
export const serverSteps: readonly CheckStep[] = [vitest('tests against real servers', 'servers')];

/** More of what servers tests draw by chance, and larger: on an instance of its own. */
export const faultSteps: readonly CheckStep[] = [
  vitest('any order of changes, bans and redeliveries; bans while a broker restarts', 'servers', {
    tests: ['tests/order', 'tests/bans'],
    env: { ORDER_SEEDS: '20', BAN_SEEDS: '20', BAN_PRODUCTS: '5000', BAN_RULES: '50' },
  }),
  vitest('every server killed once while products flow, and one too often', 'servers', {
    tests: ['tests/supervisor'],
    env: { KILLED_SERVERS: 'all' },
  }),
  vitest(
    'one message for an outage of OpenSearch, and one for that of HDFS; a broker that is stopped loses nothing',
    'servers',
    { tests: ['tests/alerts', 'tests/outage'], env: { OUTAGES: 'all' } },
  ),
  vitest('commands of the runbook that take something away for a while', 'servers', {
    tests: ['tests/runbook'],
    env: { RUNBOOK_BREAKS: 'yes' },
  }),
  vitest('the archive killed while it writes', 'servers', { tests: ['tests/archive'], env: { ARCHIVE_KILLS: '50' } }),
  vitest('CONTRIBUTING, followed in a copy as far as CloudFormation', 'copy', { env: { COPY_PROJECTS: 'unit,slow' } }),
  vitest('what survives, and what waits for long', 'faults'),
];

/** Every container, from the image on; `without` names services that are left out. */
export const containerSteps = (without: readonly string[]): readonly CheckStep[] => [
  vitest('containers', 'containers', { env: { WITHOUT_SERVICES: without.join(',') } }),
];

/** The API asked for long, and 10,000 products over it: on an instance of its own. */
export const apiSteps: readonly CheckStep[] = [
  vitest('products over HTTP end as products over Kafka do', 'servers', {
    tests: ['tests/intake'],
    env: { API_PRODUCTS: '10000' },
  }),
  // On an instance of its own: it bans what nobody foresees.
  vitest('the API does what its document says', 'servers', { tests: ['tests/api'], env: { API_SECONDS: '600' } }),
];

/** The whole flow on LocalStack, with functions as processes. */
export const localstackSteps: readonly CheckStep[] = [vitest('the flow on LocalStack', 'localstack')];
