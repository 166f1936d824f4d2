import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyProject, filesOf, follow, guideSteps, run } from './support/contributing.ts';

const steps = guideSteps();
const files = [...new Set(steps.flatMap((step) => filesOf(step)))];
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'contributing-'));
  copyProject(directory);
  for (const step of steps) follow(directory, step);
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Tests of the stack, of what lists functions or topics, and those that CONTRIBUTING has one write. */
const tests = [
  'cdk/',
  'local/observe/',
  'monitoring/checks/dashboards.',
  'tests/folders.test.ts',
  ...files.filter((file) => file.startsWith('functions/') && file.endsWith('.test.ts')),
];

const functions = [
  ...new Set(files.flatMap((file) => /^functions\/(?<name>[^/]+)/u.exec(file)?.groups?.['name'] ?? [])),
];
/** `npm run test:faults` has the templates checked by CloudFormation's rules and written by CDK, too. */
const projects = (process.env['COPY_PROJECTS'] ?? 'unit').split(',').flatMap((project) => ['--project', project]);
/** What a deployment does first. */
const bundling = `
  import { bundleHandler, handlerFile } from './cdk/packaging/bundle.ts';
  for (const name of process.argv.slice(1)) await bundleHandler(handlerFile(name));
`;

test.each([
  ['types', 'tsc', []],
  ['format', 'prettier', ['--check', ...files]],
  ['lint', 'oxlint', ['--deny-warnings', ...files]],
  ['dead code', 'knip', []],
  ['bundles', 'node', ['--input-type=module', '--eval', bundling, ...functions]],
  ['tests', 'vitest', ['run', ...projects, ...tests]],
])('who follows CONTRIBUTING passes the check: %s', (_, command, args) => {
  expect(() => run(directory, command, args)).not.toThrow();
});
