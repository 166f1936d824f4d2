import { expect, test } from 'vitest';
import { beforeRounds, repeatRounds } from './rounds.ts';

test('rounds go on after failures, which are told with the wait until the next one, and end with the signal', async () => {
  const stopping = new AbortController();
  const status = beforeRounds();
  const delays: number[] = [];
  const states: string[] = [];
  let rounds = 0;
  await repeatRounds(status, {
    intervalMs: 4,
    signal: stopping.signal,
    onFailure: (_, delayMs) => delays.push(delayMs),
    round: async () => {
      states.push(status.state);
      rounds += 1;
      if (rounds === 2 || rounds === 3) throw new Error(`round ${rounds}`);
      if (rounds === 5) stopping.abort();
    },
  });
  expect(states).toEqual(['waiting', 'reading', 'waiting', 'waiting', 'reading']);
  expect(status).toMatchObject({ state: 'reading', lastError: { message: 'Error: round 3' } });
  expect(delays[0]).toBeGreaterThanOrEqual(2);
  expect(delays[0]).toBeLessThanOrEqual(4);
  expect(delays[1]).toBeGreaterThanOrEqual(4);
  expect(delays[1]).toBeLessThanOrEqual(8);
});
