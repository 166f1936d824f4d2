import { expect, test } from 'vitest';
import { answeringServer } from '../../tests/support/answering-server.ts';
import { awaitSweep } from './await-sweep.ts';

const sweep = {
  sweep_id: 's1',
  state: 'running',
  step: 1,
  to_look_at: 1_000,
  looked_at: 500,
  judged_again: 40,
  max_rate: 100,
  started_at: '2026-11-28T12:00:00Z',
  updated_at: '2026-11-28T12:00:05Z',
};

/** What is written while these are the sweep in turn; the last one stays. */
async function watched(signal: AbortSignal, ...seen: object[]): Promise<{ written: string; failure: unknown }> {
  const address = await answeringServer(() => (seen.length > 1 ? seen.shift() : seen[0]));
  let written = '';
  const screen = { isTTY: false, write: (text: string) => (written += text) };
  const failure: unknown = await awaitSweep({ address, headers: {} }, 7, screen, signal, {
    lookEvery: 1,
    standstill: 100,
  }).catch((error: unknown) => error);
  return { written, failure };
}

const never = new AbortController().signal;

test('a sweep is shown until it is done', async () => {
  const done = { ...sweep, step: 2, state: 'done', looked_at: 1_000, finished_at: '2026-11-28T12:00:10Z' };
  expect(await watched(never, sweep, done)).toEqual({
    written:
      'judged again 40, looked at 500 of 1,000 products, 100/s, about 5 s left\n' +
      'judged again 40 of 1,000 products in 10 s\n',
    failure: undefined,
  });
});

test('a sweep that stands still is told once and not waited for forever, and it is said that the change stands', async () => {
  const { written, failure } = await watched(never, sweep);
  expect(written.match(/looked at/gu)).toHaveLength(1);
  expect(failure).toMatchObject({
    message: expect.stringMatching(/nothing moves; the change stands.*--watch/u),
  });
});

test('who stops waiting reads that the sweep goes on', async () => {
  const { failure } = await watched(AbortSignal.abort(), sweep);
  expect(failure).toMatchObject({ message: expect.stringContaining('its sweep goes on by itself') });
});
