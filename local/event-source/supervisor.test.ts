import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { jsonLog } from '../../modules/logging/log.ts';
import type { Outcome } from './after-invoke.ts';
import { aMapping } from './fixtures/a-mapping.ts';
import { aBatch } from './fixtures/batch.ts';
import { scriptedKafka } from './fixtures/scripted-kafka.ts';
import type { Mapping } from './mapping.ts';
import { eventSourceMetrics } from './metrics.ts';
import { Poller, type InFlight } from './poller.ts';
import { MappingReport } from './report.ts';
import { Supervisor } from './supervisor.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const passes = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** An event source that runs, with a function that answers when the test says so. */
async function started() {
  const { kafka, lives, committed } = scriptedKafka();
  const deployed = { mapping: aMapping() };
  const invocations: PromiseWithResolvers<Outcome>[] = [];
  const log = jsonLog(() => undefined);
  const metrics = eventSourceMetrics(new Registry(), () => []);
  const invoke = (): Promise<Outcome> => {
    const invocation = Promise.withResolvers<Outcome>();
    invocations.push(invocation);
    return invocation.promise;
  };
  const connect = async () => ({ kafka, bootstrapServers: ['localhost:1'], certificateEnds: new Date() });
  const read = async () => ({ state: 'deployed', mappings: [deployed.mapping], problems: [] }) as const;
  const make = (mapping: Mapping, inFlight: InFlight): Poller =>
    new Poller({ mapping, connect, invoke, inFlight, report: new MappingReport(mapping, metrics, log) });
  const supervisor = new Supervisor('stack', read, make, log);
  supervisor.start();
  await passes(100);
  /** The newest consumer gets the partition and what stands in it. */
  const fetchFromStart = async (): Promise<void> => {
    lives.at(-1)?.join('products', [0], `member-${lives.length}`);
    await passes(100);
    await lives.at(-1)?.fetch(aBatch([0, 1]));
    await passes(100);
  };
  return { supervisor, deployed, lives, committed, invocations, fetchFromStart };
}

const succeeded: Outcome = { kind: 'succeeded' };

test('after a mapping has changed nothing is sent while an event of before is in flight, and then all in order', async () => {
  const { supervisor, deployed, lives, committed, invocations, fetchFromStart } = await started();
  await fetchFromStart();
  expect(invocations).toHaveLength(1);

  deployed.mapping = aMapping({ batchSize: 1 });
  await passes(10_000);
  expect(lives).toHaveLength(2);
  await fetchFromStart();
  await passes(10_000);
  expect(invocations).toHaveLength(1);

  invocations[0]?.resolve(succeeded);
  await passes(100);
  // What was given up with the old settings is not committed, so it comes again.
  expect(committed.get(0)).toBe(0);
  expect(invocations).toHaveLength(2);
  invocations[1]?.resolve(succeeded);
  await passes(100);
  expect(committed.get(0)).toBe(1);
  const stopping = supervisor.stop();
  await passes(10_000);
  await stopping;
});

test('after a consumer has crashed nothing is sent while an event of before is in flight', async () => {
  const { supervisor, lives, committed, invocations, fetchFromStart } = await started();
  await fetchFromStart();
  lives[0]?.crash(new Error('the coordinator is gone'));
  await passes(1_000);
  expect(lives).toHaveLength(2);
  await fetchFromStart();
  expect(invocations).toHaveLength(1);

  invocations[0]?.resolve(succeeded);
  await passes(100);
  expect(invocations).toHaveLength(2);
  invocations[1]?.resolve(succeeded);
  await passes(100);
  expect(committed.get(0)).toBe(2);
  const stopping = supervisor.stop();
  await passes(10_000);
  await stopping;
});

test('a consumer without a heartbeat for too long is made anew, and one that has them is kept', async () => {
  const { supervisor, lives } = await started();
  for (let beats = 0; beats < 10; beats++) {
    lives[0]?.beat();
    await passes(30_000);
  }
  expect(lives).toHaveLength(1);
  await passes(60_000);
  expect(lives.length).toBeGreaterThan(1);
  const stopping = supervisor.stop();
  await passes(10_000);
  await stopping;
});
