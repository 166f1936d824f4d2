import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fillDirectory, hasStamp, stampOf } from './stamp.ts';

let parent: string;
const tool = (): string => join(parent, 'tool');

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'stamp-test-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

const fillWith = (content: string) => async (directory: string) => writeFileSync(join(directory, 'file'), content);

it('a filled folder has its stamp and no other', async () => {
  await fillDirectory(tool(), 'one', fillWith('1'));
  expect(hasStamp(tool(), 'one')).toBe(true);
  expect(hasStamp(tool(), 'two')).toBe(false);
});

it('a folder whose filling failed is not there at all', async () => {
  const interrupted = fillDirectory(tool(), 'one', async (directory) => {
    writeFileSync(join(directory, 'half'), '');
    throw new Error('interrupted');
  });
  await expect(interrupted).rejects.toThrow('interrupted');
  expect(existsSync(tool())).toBe(false);
});

it('what an interrupted filling left is gone after the next one', async () => {
  await fillDirectory(tool(), 'one', async (directory) => {
    writeFileSync(join(directory, 'half'), '');
    throw new Error('interrupted');
  }).catch(() => undefined);
  await fillDirectory(tool(), 'one', fillWith('1'));
  expect(readdirSync(tool()).toSorted()).toEqual(['.stamp', 'file']);
  expect(readdirSync(parent)).toEqual(['tool']);
});

it('the old content stays usable until the new one is complete', async () => {
  await fillDirectory(tool(), 'one', fillWith('1'));
  await fillDirectory(tool(), 'two', async () => {
    throw new Error('no network');
  }).catch(() => undefined);
  expect(hasStamp(tool(), 'one')).toBe(true);
  await fillDirectory(tool(), 'two', fillWith('2'));
  expect(readFileSync(join(tool(), 'file'), 'utf8')).toBe('2');
});

it('a stamp tells apart inputs that read the same when joined', () => {
  expect(stampOf(['ab', 'c'])).not.toBe(stampOf(['a', 'bc']));
});
