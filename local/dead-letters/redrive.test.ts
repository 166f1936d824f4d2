import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lastHeader } from '../../modules/kafka/headers.ts';
import type { DeadLetter } from '../../modules/kafka/read-dead-letter.ts';
import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import { someHeaders } from '../../tests/support/records.ts';
import { instanceAt, type Instance } from '../instance/instance.ts';
import { withStates } from './letters.ts';
import { alone, keepOutcomes, readOutcomes, type Outcome } from './outcomes.ts';
import { planOf, redrive } from './redrive.ts';
import { redriven } from './redriven.ts';

let instance: Instance;
beforeEach(() => {
  instance = { ...instanceAt('unit', 0), directory: mkdtempSync(join(tmpdir(), 'dead-letters-')) };
});
afterEach(() => rmSync(instance.directory, { recursive: true }));

const aLetter = (fields: Partial<DeadLetter> = {}): DeadLetter => ({
  id: '0-0',
  at: 2_000,
  topic: 'products',
  partition: 0,
  offset: 5,
  timestamp: 1_000,
  function: 'filter',
  code: 'invalid_product',
  message: 'name: is missing',
  key: Buffer.from('a'),
  value: Buffer.from('{}'),
  headers: [],
  attempts: 1,
  isWhole: true,
  ...fields,
});

function sentOf(letter: DeadLetter): { record: OutgoingRecord; header: (name: string) => string | undefined } {
  const sent = redriven(letter);
  if (!sent.ok) throw new Error(sent.reason);
  const { record } = sent;
  return { record, header: (name) => lastHeader(record.headers ?? [], name)?.toString() };
}

test('a product goes back with the time at which its shop sent it as its version, and with its letter', () => {
  const { record, header } = sentOf(aLetter());
  expect(record).toMatchObject({ topic: 'products', key: Buffer.from('a'), value: Buffer.from('{}') });
  expect([header('version'), header('redriven')]).toEqual(['1000', '0-0']);
});

test('a version that the record has is kept', () => {
  const { record } = sentOf(aLetter({ headers: someHeaders({ version: '7', color: 'red' }) }));
  expect(record.headers?.map(({ name, value }) => [name, String(value)])).toEqual([
    ['version', '7'],
    ['color', 'red'],
    ['redriven', '0-0'],
  ]);
});

test('what the index refused is decided anew: the product goes through products, a rejected one too', () => {
  const headers = someHeaders({ version: '7', source_offset: '9', verdict: 'rejected', rejected_product: '{"a":1}' });
  const { record, header } = sentOf(aLetter({ topic: 'filtered_products', value: null, headers }));
  expect(record).toMatchObject({ topic: 'products', value: Buffer.from('{"a":1}') });
  expect(['version', 'source_offset', 'judged_again', 'verdict'].map(header)).toEqual(['7', '9', 'true', undefined]);
});

test.each([
  [{ isWhole: false }, 'only its beginning is kept'],
  [{ topic: 'banned_products' }, 'are not sent again'],
])('of %j is said why it is not sent', (fields, reason) => {
  expect(redriven(aLetter(fields))).toEqual({ ok: false, reason: expect.stringContaining(reason) });
});

test('a run that breaks off has written down what was acknowledged, and the next one sends the rest', async () => {
  const letters = Array.from({ length: 7 }, (_, n) => aLetter({ id: `0-${n}`, key: Buffer.from(`p-${n}`) }));
  const published: string[] = [];
  const run = async (most: number): Promise<number> => {
    const waiting = withStates(letters, readOutcomes(instance)).filter(({ state }) => state === 'waiting');
    const publish = async (records: readonly OutgoingRecord[]): Promise<void> => {
      if (published.length >= most) throw new Error('killed');
      published.push(...records.map(({ key }) => String(key)));
    };
    const keep = (outcomes: readonly Outcome[]): void => keepOutcomes(instance, outcomes);
    return redrive(planOf(waiting), {
      publisher: { publish },
      rate: 40,
      signal: new AbortController().signal,
      keep,
    });
  };
  await expect(run(4)).rejects.toThrow('killed');
  expect(published).toHaveLength(4);
  expect(await run(Number.POSITIVE_INFINITY)).toBe(3);
  expect(await run(Number.POSITIVE_INFINITY)).toBe(0);
  expect(published).toEqual(letters.map(({ key }) => String(key)));
});

test('a line of outcomes that a kill cut short counts for nothing, and the next one stands on its own', () => {
  keepOutcomes(instance, [{ id: '0-0', outcome: 'discarded', at: '2026-11-29T00:00:00Z', reason: 'told' }]);
  const file = join(instance.directory, 'dead-letters/outcomes.ndjson');
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"id":"0-1","outc`);
  keepOutcomes(instance, [{ id: '0-2', outcome: 'redriven', at: '2026-11-29T00:00:00Z' }]);
  expect([...readOutcomes(instance).keys()]).toEqual(['0-0', '0-2']);
});

test('a letter that came back says as which one', () => {
  const outcomes = new Map([['0-0', { id: '0-0', outcome: 'redriven', at: '2026-11-29T00:00:00Z' } as const]]);
  const states = withStates([aLetter(), aLetter({ id: '0-1', redrivenFrom: '0-0' })], outcomes);
  expect(states).toMatchObject([{ state: 'returned', returnedAs: '0-1' }, { state: 'waiting' }]);
});

test('two people do not redrive at once', async () => {
  await alone(instance, async () => {
    await expect(alone(instance, async () => undefined)).rejects.toThrow('is at the dead letters right now');
  });
});
