import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import { instanceAt, type Instance } from '../instance/instance.ts';
import type { Problem } from './product-record.ts';
import { sendFile, type SendOptions, type SendOutcome } from './send-file.ts';
import { fileSource } from './source.ts';

let directory: string;
let instance: Instance;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'shop-api-'));
  instance = { ...instanceAt('unit', 0), directory };
  file = join(directory, 'products.json');
});
afterEach(() => rmSync(directory, { recursive: true }));

const lines = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, index) => `{"product_id":"p-${from + index}"}\n`).join('');

/** Keeps what it acknowledges. `beforeEach` runs before a batch, and may refuse it by throwing. */
function keeper(before: (batch: number) => void = () => undefined): Publisher & { readonly keys: unknown[] } {
  const keys: unknown[] = [];
  let batch = 0;
  return {
    keys,
    publish: async (records: readonly OutgoingRecord[]) => {
      before(batch++);
      keys.push(...records.map(({ key }) => key));
    },
    close: async () => undefined,
  };
}

const send = (publisher: Publisher, options: Partial<SendOptions> = {}): Promise<SendOutcome> =>
  sendFile({ instance, source: fileSource(file), publisher, batchSize: 10, ...options });

const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `p-${from + i}`);

test('every element is sent once, in order, and the next run of a finished file starts anew', async () => {
  writeFileSync(file, lines(95));
  const publisher = keeper();
  expect(await send(publisher)).toMatchObject({ end: 'finished', sent: 95, failed: 0, unconfirmed: 0 });
  expect(publisher.keys).toEqual(ids(0, 95));
  expect(await send(keeper())).toMatchObject({ sent: 95, skipped: 0 });
});

test('a run that is stopped finishes its batch, and the next one goes on behind it', async () => {
  writeFileSync(file, `[${lines(50).trim().replaceAll('\n', ',\n')}]`);
  const stop = new AbortController();
  const first = keeper((batch) => batch === 2 && stop.abort());
  expect(await send(first, { signal: stop.signal })).toMatchObject({ end: 'stopped', sent: 30 });
  const second = keeper();
  const lineOfNext: number[] = [];
  const outcome = await send(second, { onResume: ({ line }) => lineOfNext.push(line) });
  expect(outcome).toMatchObject({ end: 'finished', sent: 20, skipped: 30 });
  expect([...first.keys, ...second.keys]).toEqual(ids(0, 50));
  expect(lineOfNext).toEqual([30]);
});

test('when Kafka refuses a batch, the outcome says what is acknowledged and what is not', async () => {
  writeFileSync(file, lines(50));
  const failing = keeper((batch) => {
    if (batch === 3) throw new PlatformError('kafka_unavailable', 'cannot publish to products');
  });
  expect(await send(failing)).toMatchObject({
    end: 'failed',
    reason: 'cannot publish to products',
    sent: 30,
    unconfirmed: 10,
  });
  const second = keeper();
  expect(await send(second)).toMatchObject({ sent: 20, skipped: 30 });
  expect(second.keys).toEqual(ids(30, 50));
});

test('--restart and a changed file begin anew', async () => {
  writeFileSync(file, lines(50));
  const stopEarly = async (): Promise<void> => {
    const stop = new AbortController();
    expect(
      await send(
        keeper(() => stop.abort()),
        { signal: stop.signal },
      ),
    ).toMatchObject({ sent: 10 });
  };
  await stopEarly();
  expect(await send(keeper(), { restart: true })).toMatchObject({ sent: 50, skipped: 0 });
  await stopEarly();
  appendFileSync(file, lines(1, 50));
  expect(await send(keeper())).toMatchObject({ sent: 51, skipped: 0 });
});

test('bad lines of NDJSON are counted and told, and the rest is sent', async () => {
  writeFileSync(file, `${lines(15)}{"product_id":\n${lines(15, 15)}nonsense\n`);
  const problems: Problem[] = [];
  const publisher = keeper();
  const outcome = await send(publisher, { onProblem: (problem) => problems.push(problem) });
  expect(outcome).toMatchObject({ end: 'finished', sent: 30, failed: 2 });
  expect(publisher.keys).toEqual(ids(0, 30));
  expect(problems.map(({ line }) => line)).toEqual([16, 32]);
});

test('a truncated array is sent up to where it breaks, and the outcome names the place', async () => {
  writeFileSync(file, '[{"product_id":"p-0"},\n{"product_id":"p-1"},\n{"product_id":"p-');
  const publisher = keeper();
  expect(await send(publisher)).toMatchObject({
    end: 'failed',
    reason: `${file}:3:18: the file ends inside the element that starts at 3:1`,
    sent: 2,
    reached: 43,
  });
  expect(publisher.keys).toEqual(['p-0', 'p-1']);
});

test('a loop sends the file again and again until it is stopped', async () => {
  writeFileSync(file, lines(10));
  const stop = new AbortController();
  const publisher = keeper((batch) => batch === 3 && stop.abort());
  expect(await send(publisher, { loop: true, signal: stop.signal })).toMatchObject({ end: 'stopped', sent: 40 });
  expect(publisher.keys).toEqual([...ids(0, 10), ...ids(0, 10), ...ids(0, 10), ...ids(0, 10)]);
});

test('a loop over a file without elements fails instead of spinning', async () => {
  writeFileSync(file, '[]');
  expect(await send(keeper(), { loop: true })).toMatchObject({ end: 'failed', reason: `${file} has nothing to send` });
  expect(await send(keeper())).toMatchObject({ end: 'finished', sent: 0 });
});

test('a stop while the last batch is in flight does not undo that all was sent', async () => {
  writeFileSync(file, lines(10));
  const stop = new AbortController();
  const outcome = await send(
    keeper(() => stop.abort()),
    { signal: stop.signal },
  );
  expect(outcome).toMatchObject({ end: 'finished', sent: 10 });
});

test('while one run sends a file, another one says so and sends nothing', async () => {
  writeFileSync(file, lines(10));
  const second = keeper();
  let outcome: SendOutcome | undefined;
  const first: Publisher = {
    ...keeper(),
    publish: async () => {
      outcome = await send(second);
    },
  };
  expect(await send(first)).toMatchObject({ end: 'finished', sent: 10 });
  expect(outcome).toMatchObject({ end: 'failed', reason: expect.stringContaining(`is sending ${file} right now`) });
  expect(second.keys).toEqual([]);
  expect(await send(second)).toMatchObject({ sent: 10 });
});

test('a rate is kept', async () => {
  writeFileSync(file, lines(60));
  const { seconds } = await send(keeper(), { rate: 200 });
  expect(seconds).toBeGreaterThan(0.15);
  expect(seconds).toBeLessThan(20);
});

test.each([
  ['is missing', 'missing.json', 'cannot be read: there is no such file'],
  ['is a folder', '.', 'is not a file but a folder'],
])('a file that %s is a clear error', (_, name, message) => {
  expect(() => fileSource(join(directory, name))).toThrow(message);
});
