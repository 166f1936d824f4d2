import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findMonitoring, refuseWithoutApt } from './monitoring.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'monitoring-test-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it.each([
  ['as their makers name them', 'alertmanager'],
  ['as Debian names them', 'prometheus-alertmanager'],
])('programs on the PATH are taken, %s', (_, alertmanager) => {
  for (const name of ['prometheus', 'promtool', alertmanager, 'amtool']) writeFileSync(join(directory, name), '');
  expect(findMonitoring(directory)).toMatchObject({
    prometheus: join(directory, 'prometheus'),
    alertmanager: join(directory, alertmanager),
  });
});

it('a machine without packages of Debian is told on one line what to install', () => {
  mkdirSync(join(directory, 'bin'));
  expect(() => refuseWithoutApt(join(directory, 'bin'))).toThrow(expect.objectContaining({ code: 'tool_missing' }));
  expect(() => refuseWithoutApt(join(directory, 'bin'))).toThrow(/^[^\n]*install prometheus[^\n]*$/u);
});
