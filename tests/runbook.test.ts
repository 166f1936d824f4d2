import { expect, test } from 'vitest';
import { alertNames } from '../local/monitoring/alert-names.ts';
import { commandsOf, runbook, trials } from './support/runbook.ts';

test('every command of the runbook is run by a test, or it is said why not', () => {
  const commands = commandsOf(runbook);
  expect(commands.length).toBeGreaterThan(60);
  expect(commands.filter((command) => !(command in trials))).toEqual([]);
  expect(Object.keys(trials).filter((command) => !commands.includes(command))).toEqual([]);
});

test('a command in a block, one in the text and one that is broken into two lines are found', () => {
  const document =
    '```sh\nnpm run a -- b   # why\n```\n\nСмотреть: `npm\nrun b`, `не команда`, `npm run fault -- …`.\n';
  expect(commandsOf(document)).toEqual(['npm run a -- b', 'npm run b']);
});

const sections = new Map(runbook.split(/^#+ /mu).map((section) => [section.split('\n')[0] ?? '', section] as const));

/** Alerts whose section is for two of them. */
const sectionOf = (alert: string): string => alert.replace(/(?:Fast|Slowly)$/u, '').replace(/^Recent/u, '');

test.each(alertNames())('the section for %s names a command', (alert) => {
  expect(commandsOf(sections.get(sectionOf(alert)) ?? '').length).toBeGreaterThan(0);
});
