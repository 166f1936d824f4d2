import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { instanceAt, type Instance } from '../instance/instance.ts';
import { injectedFaults, keepInjected } from './injected.ts';

let instance: Instance;
beforeEach(() => {
  instance = { ...instanceAt('unit', 0), directory: mkdtempSync(join(tmpdir(), 'faults-')) };
});
afterEach(() => rmSync(instance.directory, { recursive: true }));

const stopped = { fault: 'stop-broker', choice: '2' };

test('what was broken is known until it is put right', () => {
  expect(injectedFaults(instance)).toEqual([]);
  keepInjected(instance, [stopped]);
  expect(injectedFaults(instance)).toEqual([stopped]);
  keepInjected(instance, []);
  expect(injectedFaults(instance)).toEqual([]);
});

test('a crash while it was written down loses nothing that was known before', () => {
  keepInjected(instance, [stopped]);
  writeFileSync(join(instance.directory, 'faults.json.new'), '[{"fault": "stop-br');
  expect(injectedFaults(instance)).toEqual([stopped]);
});
