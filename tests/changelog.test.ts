import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../local/instance/instance.ts';
import packageLock from '../package-lock.json' with { type: 'json' };
import packageJson from '../package.json' with { type: 'json' };

const changelog = readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8');
const heads = Array.from(changelog.matchAll(/^## (?<head>.+)$/gmu), ({ groups }) => groups?.['head'] ?? '');
const [unreleased, ...released] = heads;

test('the newest version of the changelog is the one that this is', () => {
  expect(unreleased).toBe('[Unreleased]');
  expect(released[0]?.split(' - ')[0]).toBe(`[${packageJson.version}]`);
  expect([packageLock.version, packageLock.packages[''].version]).toEqual([packageJson.version, packageJson.version]);
});

test('versions and their days go down', () => {
  const parts = released.map((head) => /^\[0\.(?<minor>\d+)\.(?<patch>\d+)\] - (?<day>[\d-]{10})$/u.exec(head)?.groups);
  const order = parts.map((each) => `${each?.['day']} ${each?.['minor']?.padStart(4, '0')} ${each?.['patch']}`);
  expect(order.toSorted().toReversed()).toEqual(order);
});

test('each kind of change is one that Keep a Changelog has', () => {
  const kinds = Array.from(changelog.matchAll(/^### (?<kind>.+)$/gmu), ({ groups }) => groups?.['kind'] ?? '');
  const known = new Set(['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']);
  expect(kinds.filter((kind) => !known.has(kind))).toEqual([]);
});
