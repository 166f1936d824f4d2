import * as fc from 'fast-check';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Batch } from '../../modules/kafka/library.ts';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Outcome } from './after-invoke.ts';
import { envelope, type KafkaEvent } from './event.ts';
import type { Invoke } from './invoke.ts';
import { aBatch } from './fixtures/batch.ts';
import { until } from '../../tests/support/until.ts';
import type { Delivery } from './delivery.ts';
import { Partition, type PartitionOptions } from './partition.ts';
import { SharedInvocations } from './shared-invocations.ts';

const topicPartition = { topic: 'products', partition: 0 };
const succeeded: Outcome = { kind: 'succeeded' };
/** Milliseconds in which a record that fails three times has been delivered. */
const longerThanAllDelays = 60_000;

const offsetsOf = ({ parts }: KafkaEvent): number[] =>
  parts.flatMap(({ messages }) => messages.map(({ offset }) => Number(offset)));

interface Probe {
  readonly partition: Partition;
  /** Offsets of every event that was sent. */
  readonly events: number[][];
  readonly commits: number[];
  readonly deliveries: Delivery[];
}

type ProbeOptions = Partial<PartitionOptions> & {
  readonly invoke?: Invoke;
  readonly pollers?: LimitFunction;
};

/** A partition that begins at offset 0, has events of two records, and invokes what the test gives. */
function aPartition({ invoke, pollers = pLimit(1), ...options }: ProbeOptions = {}): Probe {
  const events: number[][] = [];
  const commits: number[] = [];
  const deliveries: Delivery[] = [];
  const invocations = new SharedInvocations({
    envelope: envelope({ kind: 'self-managed', bootstrapServers: [] }, []),
    limits: { records: 2, bytes: 10_000 },
    pollers,
    invoke: (event) => {
      events.push(offsetsOf(event));
      return invoke?.(event) ?? Promise.resolve(succeeded);
    },
  });
  const partition = new Partition({
    topicPartition,
    begin: 0,
    limits: { records: 2, window: 0, bytes: 10_000 },
    capacity: { records: 10, bytes: 100_000 },
    deliver: (part) => invocations.deliver(part),
    commit: (offset) => commits.push(offset),
    discard: async () => ({ kind: 'too_large', error: 'larger than an event may be' }),
    maximumRetries: Number.POSITIVE_INFINITY,
    report: (delivery) => deliveries.push(delivery),
    resume: () => undefined,
    broken: (error) => {
      throw error;
    },
    after: Promise.resolve(),
    ...options,
  });
  return { partition, events, commits, deliveries };
}

const accept = (partition: Partition, batch: Batch): void => partition.accept(batch, performance.now());

describe('delivery', () => {
  test('records go in events of the batch size, and each is committed after it', async () => {
    const { partition, events, commits } = aPartition();
    accept(partition, aBatch([0, 1, 2, 3, 4]));
    await until('all is committed', () => commits.at(-1) === 5);
    expect(events).toEqual([[0, 1], [2, 3], [4]]);
    expect(commits).toEqual([2, 4, 5]);
  });

  test('a fetch that overlaps with what is here is taken once', async () => {
    const { partition, events, commits } = aPartition();
    accept(partition, aBatch([0, 1, 2]));
    accept(partition, aBatch([1, 2, 3]));
    await until('all is committed', () => commits.at(-1) === 4);
    expect(events.flat()).toEqual([0, 1, 2, 3]);
  });

  test('offsets without records are committed with the records before them', async () => {
    const { partition, commits } = aPartition();
    accept(partition, aBatch([0, 1], { lastOffset: 7 }));
    await until('all is committed', () => commits.length === 1);
    expect(commits).toEqual([8]);
    expect(partition.position).toBe(8);
  });

  test('whatever fails, every record is delivered once in order, and nothing is committed before it', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const outcomes = fc.array(fc.constantFrom<Outcome['kind']>('succeeded', 'function_failed', 'throttled'), {
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(outcomes, fc.integer({ min: 1, max: 9 }), async (kinds, count) => {
        const planned = [...kinds];
        const done: number[] = [];
        const early: number[] = [];
        const { partition, commits } = aPartition({
          commit: (offset) =>
            early.push(...Array.from({ length: offset }, (_, index) => index).filter((one) => !done.includes(one))),
          invoke: (event) => {
            const kind = planned.shift() ?? 'succeeded';
            if (kind !== 'succeeded') return Promise.resolve({ kind, error: 'told to' } as Outcome);
            done.push(...offsetsOf(event));
            return Promise.resolve(succeeded);
          },
        });
        accept(partition, aBatch(Array.from({ length: count }, (_, index) => index)));
        await vi.advanceTimersByTimeAsync(longerThanAllDelays);
        expect(partition.committableOffset).toBe(count);
        expect(done).toEqual(Array.from({ length: count }, (_, index) => index));
        expect(early).toEqual([]);
        expect(commits).toEqual([]);
      }),
    );
  });
});

describe('backpressure', () => {
  test('a partition is paused at its capacity, and tells when it can be resumed', async () => {
    const gate = Promise.withResolvers<Outcome>();
    const room: number[] = [];
    const { partition } = aPartition({ invoke: () => gate.promise, resume: () => room.push(1) });
    accept(partition, aBatch(Array.from({ length: 12 }, (_, index) => index)));
    expect(partition.paused).toBe(true);
    await until('an event is in flight', () => partition.status.inFlight === 2);
    expect(room).toEqual([]);
    gate.resolve(succeeded);
    await until('it tells', () => room.length > 0);
    expect(partition.paused).toBe(false);
  });
});

describe('pollers that partitions share', () => {
  test('one that fails lets the next one through', async () => {
    const pollers = pLimit(1);
    const failures: unknown[] = [];
    const first = aPartition({
      pollers,
      invoke: () => Promise.reject(new Error('failed')),
      broken: (error) => failures.push(error),
    });
    const second = aPartition({ pollers });
    for (const { partition } of [first, second]) accept(partition, aBatch([0]));
    await until('the second is committed', () => second.commits.length === 1);
    expect(failures).toEqual([new Error('failed')]);
  });
});

describe('the end', () => {
  test('what was in flight when the partition was lost is not committed, and nothing else is sent', async () => {
    const gate = Promise.withResolvers<Outcome>();
    const { partition, events, commits, deliveries } = aPartition({ invoke: () => gate.promise });
    accept(partition, aBatch([0, 1, 2, 3]));
    await until('an event is in flight', () => events.length === 1);
    partition.lose();
    gate.resolve(succeeded);
    await partition.done;
    expect([events, commits, deliveries]).toEqual([[[0, 1]], [], []]);
  });

  test('what was in flight at a stop is committed, and nothing else is sent', async () => {
    const gate = Promise.withResolvers<Outcome>();
    const { partition, events, commits } = aPartition({ invoke: () => gate.promise });
    accept(partition, aBatch([0, 1, 2, 3]));
    await until('an event is in flight', () => events.length === 1);
    partition.stop();
    gate.resolve(succeeded);
    await partition.done;
    expect([events, commits]).toEqual([[[0, 1]], [2]]);
  });

  test('a stop does not wait for the delay of a retry', async () => {
    const { partition, deliveries } = aPartition({
      invoke: () => Promise.resolve({ kind: 'function_failed', error: 'told to' }),
    });
    accept(partition, aBatch([0]));
    const delay = (): number => {
      const next = deliveries.at(-1)?.next;
      return next?.kind === 'retry' ? next.delay : 0;
    };
    await until('a delay is long', () => delay() > 1_500);
    const startedAt = performance.now();
    partition.stop();
    await partition.done;
    expect(performance.now() - startedAt).toBeLessThan(delay() - 300);
  });

  test('a successor sends nothing while something of its predecessor is in flight', async () => {
    const gate = Promise.withResolvers<Outcome>();
    const first = aPartition({ invoke: () => gate.promise });
    accept(first.partition, aBatch([0]));
    await until('an event is in flight', () => first.events.length === 1);
    first.partition.lose();
    const second = aPartition({ after: first.partition.done });
    accept(second.partition, aBatch([0]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(second.events).toEqual([]);
    gate.resolve(succeeded);
    await until('the successor sends', () => second.commits.length === 1);
    expect(second.events).toEqual([[0]]);
  });
});

describe('a record that no event can carry', () => {
  test('is passed by only when the on-failure topic has taken word of it', async () => {
    const asked: string[] = [];
    const { partition, events, commits, deliveries } = aPartition({
      limits: { records: 2, window: 0, bytes: 1_000 },
      discard: async ({ offset, value }) => {
        asked.push(`${offset}: ${value?.length} bytes`);
        return asked.length === 1
          ? { kind: 'not_discarded', error: 'the topic is not there' }
          : { kind: 'too_large', error: 'larger than an event may be' };
      },
    });
    const batch = aBatch([0, 1, 2]);
    const [, large] = batch.messages;
    if (large !== undefined) large.value = Buffer.alloc(2_000);
    accept(partition, batch);
    await until('all is committed', () => commits.at(-1) === 3);
    expect(asked).toEqual(['1: 2000 bytes', '1: 2000 bytes']);
    expect(events).toEqual([[0], [2]]);
    expect(commits).toEqual([1, 2, 3]);
    expect(deliveries.map(({ outcome, next }) => [outcome.kind, next.kind])).toEqual([
      ['succeeded', 'commit'],
      ['not_discarded', 'retry'],
      ['too_large', 'skip'],
      ['succeeded', 'commit'],
    ]);
  });
});

describe('an event that the function fails on for good', () => {
  const failed = { kind: 'function_failed', error: 'no stock' } as const;

  test('is given up after its retries: each of its records goes to the on-failure topic, and then the next event', async () => {
    const discarded: string[] = [];
    const { partition, events, commits, deliveries } = aPartition({
      maximumRetries: 2,
      invoke: (event) => Promise.resolve(offsetsOf(event).includes(0) ? failed : succeeded),
      discard: async ({ offset }, _, reason) => {
        discarded.push(`${offset} ${reason.kind}`);
        return { kind: 'given_up', error: 'no stock' };
      },
    });
    accept(partition, aBatch([0, 1, 2]));
    await until('all is committed', () => commits.at(-1) === 3);
    expect(events).toEqual([[0, 1], [0, 1], [0, 1], [2]]);
    expect(discarded).toEqual(['0 given_up', '1 given_up']);
    expect(commits).toEqual([2, 3]);
    expect(deliveries.map(({ outcome, next }) => [outcome.kind, next.kind])).toEqual([
      ['function_failed', 'retry'],
      ['function_failed', 'retry'],
      ['function_failed', 'give_up'],
      ['given_up', 'skip'],
      ['given_up', 'skip'],
      ['succeeded', 'commit'],
    ]);
  });

  test('stays while nobody can call the function, however long that is', async () => {
    let calls = 0;
    const { partition, commits } = aPartition({
      maximumRetries: 0,
      invoke: () => {
        calls += 1;
        return Promise.resolve(calls < 3 ? { kind: 'not_invoked', error: 'engine down' } : succeeded);
      },
    });
    accept(partition, aBatch([0]));
    await until('it is committed', () => commits.at(-1) === 1);
    expect(calls).toBe(3);
  });
});
