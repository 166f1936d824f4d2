import { describe, expect, test } from 'vitest';
import { Assignment } from './assignment.ts';
import { Commits } from './commits.ts';
import { aBatch } from './fixtures/batch.ts';
import { until } from '../../tests/support/until.ts';
import { Partition } from './partition.ts';
import type { PartitionOffsets } from './positions.ts';

/** An assignment whose brokers know `offsets`, and whose function always succeeds; both partitions begin at their offsets. */
function anAssignment(
  offsets: Map<number, PartitionOffsets>,
  answered: () => Promise<unknown> = () => Promise.resolve(),
) {
  const asked: string[] = [];
  const delivered: string[] = [];
  const committed: string[] = [];
  const commits = new Commits(
    (sent) => {
      committed.push(...[...sent].map(([partition, offset]) => `${partition}@${offset}`));
      return Promise.resolve();
    },
    () => undefined,
  );
  const consumer = {
    pause: (partitions: readonly number[]) => void asked.push(`pause ${partitions.join()}`),
    resume: (partition: number) => void asked.push(`resume ${partition}`),
    seek: (partition: number, offset: number) => void asked.push(`seek ${partition}@${offset}`),
    offsets: () => answered().then(() => offsets),
    fail: (error: unknown) => void asked.push(`fail ${String(error)}`),
  };
  const make = (partition: number, begin: number, after: Promise<void>): Partition =>
    new Partition({
      topicPartition: { topic: 'products', partition },
      begin,
      after,
      limits: { records: 10, window: 0, bytes: 10_000 },
      capacity: { records: 5, bytes: 10_000 },
      deliver: async (part) => (part.begin() ? { outcome: { kind: 'succeeded' }, duration: 0 } : undefined),
      discard: () => Promise.resolve({ kind: 'too_large', error: 'larger than an event may be' }),
      maximumRetries: Number.POSITIVE_INFINITY,
      commit: (offset) => commits.add(partition, offset),
      report: ({ firstOffset, lastOffset }) => delivered.push(`${partition}@${firstOffset}-${lastOffset}`),
      resume: () => undefined,
      broken: () => undefined,
    });
  const assignment = new Assignment(consumer, commits, make, new Map());
  return { assignment, asked, delivered, committed };
}

const offsets = (committed: number | undefined): PartitionOffsets => ({
  committed,
  low: 0,
  high: 1_000,
  starting: 1_000,
});

describe('a new assignment', () => {
  test('nothing is fetched before the brokers said where each partition goes on', async () => {
    const { assignment, asked } = anAssignment(
      new Map([
        [0, offsets(50)],
        [1, offsets(70)],
      ]),
    );
    assignment.assigned([0, 1], 'me');
    expect(asked).toEqual(['pause 0,1']);
    await until('they go on', () => asked.length === 5);
    expect(asked).toEqual(['pause 0,1', 'seek 0@50', 'resume 0', 'seek 1@70', 'resume 1']);
  });

  test('the starting position of a new group is committed, so that no later member begins elsewhere', async () => {
    const { assignment, committed } = anAssignment(new Map([[0, offsets(undefined)]]));
    assignment.assigned([0], 'me');
    await until('it is committed', () => committed.length > 0);
    expect(committed).toEqual(['0@1000']);
  });

  test('a lost partition is gone, and a kept one goes on where it is', async () => {
    const { assignment, asked, delivered } = anAssignment(
      new Map([
        [0, offsets(50)],
        [1, offsets(70)],
      ]),
    );
    assignment.assigned([0, 1], 'me');
    await until('they go on', () => asked.length === 5);
    assignment.fetched(aBatch([50, 51]));
    await until('it is delivered', () => delivered.length === 1);
    assignment.assigned([0], 'me');
    await until('it goes on', () => asked.includes('seek 0@52'));
    expect(assignment.partitions.map(({ status }) => status.partition)).toEqual([0]);
  });

  test('a member that was thrown out begins with what is committed', async () => {
    const { assignment, asked } = anAssignment(new Map([[0, offsets(50)]]));
    assignment.assigned([0], 'me');
    await until('it goes on', () => asked.length === 3);
    assignment.fetched(aBatch([50, 51]));
    assignment.assigned([0], 'me again');
    await until('it goes on', () => asked.length === 6);
    expect(asked.slice(3)).toEqual(['pause 0', 'seek 0@50', 'resume 0']);
  });
});

/** An assignment whose kept partition waits for the brokers' answer after four records. */
async function asking() {
  let answer = Promise.resolve();
  const { assignment, asked, delivered } = anAssignment(new Map([[0, { ...offsets(50), high: 54 }]]), () => answer);
  assignment.assigned([0], 'me');
  await until('it goes on', () => asked.length === 3);
  assignment.fetched(aBatch([50, 51, 52, 53]));
  await until('it is delivered', () => delivered.length === 1);
  const coordinator = Promise.withResolvers<void>();
  answer = coordinator.promise;
  assignment.assigned([0], 'me');
  return { assignment, asked, delivered, coordinator };
}

describe('while the brokers are asked where partitions go on', () => {
  test('a kept partition fetches nothing, and then goes on where it was', async () => {
    const { assignment, asked, delivered, coordinator } = await asking();
    assignment.resume(0);
    expect(asked.slice(3)).toEqual(['pause 0']);
    // kafkajs may still hand over what it had asked for.
    expect(assignment.fetched(aBatch([54, 55]))).toBeUndefined();
    assignment.advanced(0, 54, 60);
    coordinator.resolve();
    await until('it goes on', () => asked.includes('resume 0', 4));
    expect(asked.slice(3)).toEqual(['pause 0', 'seek 0@54', 'resume 0']);
    expect(assignment.fetched(aBatch([54, 55]))).toBe(55);
    await until('it is delivered', () => delivered.length === 2);
    expect(delivered).toEqual(['0@50-53', '0@54-55']);
  });
});

describe('what was fetched', () => {
  test('a full partition is paused', async () => {
    const { assignment, asked } = anAssignment(new Map([[0, offsets(50)]]));
    assignment.assigned([0], 'me');
    await until('it goes on', () => asked.length === 3);
    expect(assignment.fetched(aBatch([50, 51, 52, 53, 54]))).toBe(54);
    expect(asked.at(-1)).toBe('pause 0');
  });

  test('a fetch of an earlier assignment that leaves a gap is not taken, and the partition is fetched from where it is', async () => {
    const { assignment, asked, delivered } = anAssignment(new Map([[0, offsets(50)]]));
    assignment.assigned([0], 'me');
    await until('it goes on', () => asked.length === 3);
    expect(assignment.fetched(aBatch([60, 61]))).toBeUndefined();
    await until('it goes on', () => asked.length === 6);
    expect(asked.slice(3)).toEqual(['pause 0', 'seek 0@50', 'resume 0']);
    expect(delivered).toEqual([]);
  });

  test('a gap that the log itself has is none', async () => {
    const { assignment, asked, delivered } = anAssignment(new Map([[0, offsets(50)]]));
    assignment.assigned([0], 'me');
    await until('it goes on', () => asked.length === 3);
    expect(assignment.fetched(aBatch([60, 61], { fetchedOffset: 50 }))).toBe(61);
    assignment.advanced(0, 62, 65);
    expect(assignment.fetched(aBatch([66]))).toBe(66);
    await until('both are delivered', () => delivered.join() === '0@60-61,0@66-66' || delivered.join() === '0@60-66');
    expect(delivered.join()).toMatch('0@60');
  });

  test('a part of the log without records that kafkajs passed beyond a gap does not hide the gap', async () => {
    const { assignment, asked, delivered } = anAssignment(new Map([[0, offsets(50)]]));
    assignment.assigned([0], 'me');
    await until('it goes on', () => asked.length === 3);
    assignment.advanced(0, 60, 65);
    expect(assignment.fetched(aBatch([66]))).toBeUndefined();
    await until('it goes on', () => asked.length === 6);
    expect(asked.slice(3)).toEqual(['pause 0', 'seek 0@50', 'resume 0']);
    expect(delivered).toEqual([]);
  });

  test('a partition that is not ours is not taken', () => {
    const { assignment } = anAssignment(new Map());
    expect(assignment.fetched(aBatch([1]))).toBeUndefined();
  });
});
