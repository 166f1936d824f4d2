/** One step of the checks: a command of this project's own tools. */
export interface CheckStep {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** What needs no servers: under 20 seconds, for every commit. */
export const quickSteps: readonly CheckStep[] = [
  { title: 'format', command: 'prettier', args: ['--check', '--cache', '--log-level', 'warn', '.'] },
  { title: 'lint, and which folder may import which', command: 'oxlint', args: ['--deny-warnings'] },
  { title: 'types', command: 'tsc', args: [] },
  { title: 'dead code and dependencies', command: 'knip', args: [] },
  { title: 'unit tests', command: 'vitest', args: ['run', '--project', 'unit'] },
];

/** What works on a copy of the project. */
export const copySteps: readonly CheckStep[] = [
  { title: 'CONTRIBUTING, followed in a copy', command: 'vitest', args: ['run', '--project', 'copy'] },
];

/** What runs against the real servers, on an instance of its own. */
export const serverSteps: readonly CheckStep[] = [
  { title: 'tests against real servers', command: 'vitest', args: ['run', '--project', 'servers'] },
];
