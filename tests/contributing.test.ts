import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '../local/instance/instance.ts';
import { copyFiles, filesOf, follow, guideSteps } from './support/contributing.ts';

test('what CONTRIBUTING says to add and to change fits the project as it is', () => {
  const directory = mkdtempSync(join(tmpdir(), 'contributing-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const steps = guideSteps().filter(({ language }) => language !== 'sh');
  expect(new Set(steps.map(({ language }) => language))).toEqual(new Set(['ts', 'diff']));
  copyFiles(
    steps.flatMap((step) => filesOf(step)),
    directory,
  );
  for (const step of steps) follow(directory, step);
});

test('CONTRIBUTING has what lint says of imports, word for word', () => {
  const [guide = '', rules = ''] = ['CONTRIBUTING.md', '.oxlintrc.json'].map((file) =>
    readFileSync(join(projectRoot, file), 'utf8'),
  );
  const messages = new Set(Array.from(rules.matchAll(/"message": "(?<it>[^"]+)"/gu), ({ groups }) => groups?.['it']));
  expect(messages.size).toBeGreaterThan(0);
  expect([...messages].filter((message) => !guide.includes(`\n${message}\n`))).toEqual([]);
});
