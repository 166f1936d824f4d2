import { expect, test } from 'vitest';
import type { Drained } from './drain.ts';
import { ratiosOf, renderBeside, type Rounds } from './render.ts';

const at = (rate: number): Drained => ({
  records: rate * 10,
  seconds: 10,
  cpu: new Map([
    ['broker-1', 1],
    ['broker-2', 2],
    ['engine', 4],
  ]),
});

const rounds = (engine: readonly number[], inProcess: readonly number[], peer: readonly number[]): Rounds => ({
  engine: engine.map(at),
  'in-process': inProcess.map(at),
  peer: peer.map(at),
});

test('each round is compared with the same round of the peer', () => {
  const filter = rounds([50, 80, 30], [100, 100, 100], [100, 80, 50]);
  const index = rounds([10, 20], [30, 40], [100, 100]);
  expect(ratiosOf({ filter, index })).toEqual({
    filter: { engine: { median: 0.6, min: 0.5, max: 1 }, in_process: { median: 1.25, min: 1, max: 2 } },
    index: { engine: { median: expect.closeTo(0.15), min: 0.1, max: 0.2 }, in_process: expect.anything() },
  });
});

test('the table tells rates, ratios and what a million records cost each process', () => {
  const text = renderBeside({ filter: rounds([50], [200], [100]), index: rounds([10], [20], [40]) });
  expect(text).toMatch(/filter: Kafka Streams +.*100/u);
  expect(text).toMatch(/filter: ours in process +.*200.*2\.00/u);
  expect(text).toMatch(/filter: Kafka Streams +.*brokers +.*3000\.0/u);
});
