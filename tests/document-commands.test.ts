import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../local/instance/instance.ts';
import { beginningOf, fates } from './support/command-fates.ts';
import { blockCommands } from './support/document-commands.ts';

const commands = blockCommands();

test.each(commands)('$document: «$text» is run by a test, or it is said why not', ({ text }) => {
  expect(beginningOf(text)).toBeDefined();
});

test('nothing is said of commands that no document has', () => {
  const used = new Set(commands.map(({ text }) => beginningOf(text)));
  expect(Object.keys(fates).filter((beginning) => !used.has(beginning))).toEqual([]);
});

test('the tests that run them are there', () => {
  const named = Object.values(fates).flatMap((fate) => (fate.kind === 'tested' ? [fate.by] : []));
  expect(named.filter((file) => !existsSync(join(projectRoot, file)))).toEqual([]);
});
