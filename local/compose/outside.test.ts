import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../instance/instance.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { outside, refuseOutside } from './outside.ts';

it('only commands that there are can be refused', () => {
  expect(Object.keys(outside).filter((name) => !(name in packageJson.scripts))).toEqual([]);
});

it.each(Object.keys(outside))('%s is refused with what to do instead', (name) => {
  expect(() => refuseOutside(name)).toThrow(/docker compose|npm run/u);
});

it('every command that docs/containers.md runs in a container is there, and none of them is refused', () => {
  const text = readFileSync(join(projectRoot, 'docs/containers.md'), 'utf8');
  const named = Array.from(
    text.matchAll(/\brun --rm tools (?<name>[a-z:]+)/gu),
    ({ groups }) => groups?.['name'] ?? '',
  );
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) {
    expect(packageJson.scripts).toHaveProperty([name]);
    refuseOutside(name);
  }
});
