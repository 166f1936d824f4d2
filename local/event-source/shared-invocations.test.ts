import * as fc from 'fast-check';
import pLimit from 'p-limit';
import { describe, expect, test } from 'vitest';
import type { Outcome } from './after-invoke.ts';
import { envelope, type KafkaEvent } from './event.ts';
import { aBatch } from './fixtures/batch.ts';
import type { Invoke } from './invoke.ts';
import { SharedInvocations, type DeliveryPart } from './shared-invocations.ts';

const succeeded: Outcome = { kind: 'succeeded' };

interface Probe {
  readonly invocations: SharedInvocations;
  /** Partitions of every event that was sent. */
  readonly events: number[][];
}

/** Events have ten records and a hundred bytes at most. */
function invoking({ pollers = 1, invoke }: { pollers?: number; invoke?: Invoke } = {}): Probe {
  const events: number[][] = [];
  const invocations = new SharedInvocations({
    envelope: envelope({ kind: 'self-managed', bootstrapServers: [] }, []),
    limits: { records: 10, bytes: 100 },
    pollers: pLimit(pollers),
    invoke: (event) => {
      events.push(event.parts.map(({ topicPartition }) => topicPartition.partition));
      return invoke?.(event) ?? Promise.resolve(succeeded);
    },
  });
  return { invocations, events };
}

const aPart = (partition: number, fields: Partial<DeliveryPart> & { readonly records?: number } = {}): DeliveryPart => {
  const { records = 1, ...more } = fields;
  const { messages } = aBatch(Array.from({ length: records }, (_, offset) => offset));
  const topicPartition = { topic: 'products', partition };
  return { topicPartition, messages, bytes: 10 * records, isAlone: false, begin: () => true, ...more };
};

describe('what shares an invocation', () => {
  test('what is ready at the same time, with one outcome for all', async () => {
    const { invocations, events } = invoking();
    const attempts = await Promise.all([0, 1, 2].map((partition) => invocations.deliver(aPart(partition))));
    expect(events).toEqual([[0, 1, 2]]);
    expect(attempts.map((attempt) => attempt?.outcome)).toEqual([succeeded, succeeded, succeeded]);
  });

  test('what has waited for a free poller', async () => {
    const gate = Promise.withResolvers<Outcome>();
    const { invocations, events } = invoking({ invoke: () => gate.promise });
    const first = invocations.deliver(aPart(0));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const later = [1, 2].map((partition) => invocations.deliver(aPart(partition)));
    gate.resolve(succeeded);
    await Promise.all([first, ...later]);
    expect(events).toEqual([[0], [1, 2]]);
  });

  test.each([
    ['records', [aPart(0, { records: 6, bytes: 1 }), aPart(1, { records: 4, bytes: 1 }), aPart(2, { bytes: 1 })]],
    ['bytes', [aPart(0, { bytes: 60 }), aPart(1, { bytes: 40 }), aPart(2, { bytes: 1 })]],
  ])('only as much as an event may have: %s', async (_, parts) => {
    const { invocations, events } = invoking();
    await Promise.all(parts.map((part) => invocations.deliver(part)));
    expect(events).toEqual([[0, 1], [2]]);
  });

  test('a part that is as large as an event goes by itself', async () => {
    const { invocations, events } = invoking();
    await Promise.all([0, 1].map((partition) => invocations.deliver(aPart(partition, { records: 10 }))));
    expect(events).toEqual([[0], [1]]);
  });

  test('nothing goes with a part that has failed before', async () => {
    const { invocations, events } = invoking();
    const parts = [aPart(0), aPart(1, { isAlone: true }), aPart(2), aPart(3)];
    await Promise.all(parts.map((part) => invocations.deliver(part)));
    expect(events).toEqual([[0], [1], [2, 3]]);
  });

  test('a partition that has stopped is left out, and invokes nothing by itself', async () => {
    const { invocations, events } = invoking();
    const stopped = { begin: () => false };
    expect(await Promise.all([invocations.deliver(aPart(0, stopped)), invocations.deliver(aPart(1))])).toMatchObject([
      undefined,
      { outcome: succeeded },
    ]);
    expect(await invocations.deliver(aPart(2, stopped))).toBeUndefined();
    expect(events).toEqual([[1]]);
  });
});

test('a failure to invoke is told to all that shared it, and the next invocation goes on', async () => {
  const { invocations } = invoking({
    invoke: ({ parts }: KafkaEvent) =>
      parts.length > 1 ? Promise.reject(new Error('broken')) : Promise.resolve(succeeded),
  });
  const shared = await Promise.allSettled([0, 1].map((partition) => invocations.deliver(aPart(partition))));
  expect(shared.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await invocations.deliver(aPart(2))).toMatchObject({ outcome: succeeded });
});

test('no more than so many invoke at once, every part is delivered once, and they begin in the order in which they came', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 12 }),
      async (scheduler, pollers, sizes) => {
        let running = 0;
        const { invocations, events } = invoking({
          pollers,
          invoke: async () => {
            running += 1;
            expect(running).toBeLessThanOrEqual(pollers);
            await scheduler.schedule(Promise.resolve());
            running -= 1;
            return succeeded;
          },
        });
        const delivered = sizes.map((records, partition) => invocations.deliver(aPart(partition, { records })));
        await scheduler.waitFor(Promise.all(delivered));
        expect(events.flat()).toEqual(sizes.map((_, partition) => partition));
      },
    ),
    { numRuns: 30 },
  );
});
