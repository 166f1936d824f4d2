import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { productImports } from '../../tests/support/imports.ts';

const rules = readFileSync(join(import.meta.dirname, 'Dockerfile.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** Whether a file of the project does not get into the image; the last rule that matches decides. */
const isLeftOut = (file: string): boolean =>
  rules
    .findLast((rule) => {
      const path = rule.replace(/^!/u, '').replace(/\*$/u, '');
      return file === path || file.startsWith(path.endsWith('/') ? path : `${path}/`);
    })
    ?.startsWith('!') === false;

test.each([
  ['docs/architecture.md', true],
  ['docs/decisions/001.md', true],
  ['node_modules/node/package.json', true],
  ['docs/api/openapi.json', false],
  ['functions/filter/handler.ts', false],
])('%s is left out of the image: %s', (file, is) => {
  expect(isLeftOut(file)).toBe(is);
});

test('nothing that a module imports is left out of the image', () => {
  expect(productImports().filter(({ to }) => isLeftOut(to))).toEqual([]);
});
