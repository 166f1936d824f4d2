import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../functions/analytics/engine.ts';
import { archive } from '../functions/archive/archive.ts';
import { readOffsets } from './support/read-records.ts';
import { PlatformError } from '../modules/errors/platform-error.ts';
import type { WebHdfs } from '../modules/webhdfs/webhdfs.ts';
import { dfsAdmin } from '../local/hdfs/administration.ts';
import { withHdfs } from '../local/hdfs/client.ts';
import { provisionHdfs } from '../local/hdfs/provision.ts';
import { freePortOffset } from '../local/instance/free-ports.ts';
import { instanceAt, type Instance } from '../local/instance/instance.ts';
import { dataNode, nameNode } from '../local/services/hdfs.ts';
import type { Service } from '../local/services/service.ts';
import { serviceState, startService, stopService } from '../local/services/services.ts';
import { analysisWorld } from './support/analytics-run.ts';
import { hdfsAs } from './support/hdfs.ts';
import { uniqueName } from './support/instance.ts';
import { aRecord } from './support/records.ts';

/** HDFS alone, because its servers are stopped here. */
let instance: Instance;
let hdfs: WebHdfs;
const impatient = { retries: { attempts: 2, deadlineMs: 500 } };

beforeAll(async () => {
  instance = instanceAt(uniqueName('test-hdfs'), await freePortOffset());
  await Promise.all([nameNode, dataNode].map((service) => startService(instance, service)));
  await withHdfs(instance, provisionHdfs);
  hdfs = hdfsAs(instance, 'archive', impatient);
}, 300_000);

afterAll(async () => {
  hdfs.close();
  for (const service of [dataNode, nameNode]) await stopService(instance, service);
  rmSync(instance.directory, { recursive: true, force: true });
}, 60_000);

async function killNow(service: Service): Promise<void> {
  const state = serviceState(instance, service);
  if (state.state === 'running') process.kill(-state.pid, 'SIGKILL');
}

const batch = (topic: string, from: number, count: number) =>
  Array.from({ length: count }, (_, n) => aRecord(topic, `p${from + n}`, Buffer.alloc(2_000, n), { offset: from + n }));

async function offsetsOf(topic: string, path = `/raw/${topic}`): Promise<number[]> {
  const offsets: number[] = [];
  for await (const entry of hdfs.list(path))
    offsets.push(
      ...(entry.type === 'DIRECTORY'
        ? await offsetsOf(topic, entry.path)
        : await readOffsets(await hdfs.read(entry.path))),
    );
  return offsets.toSorted((a, b) => a - b);
}

interface Outage {
  readonly name: string;
  readonly code: string;
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

const staging = '/staging/archive';
const outages: readonly Outage[] = [
  {
    name: 'the DataNode is killed and started again',
    code: 'hdfs_no_datanode',
    begin: () => killNow(dataNode),
    end: () => startService(instance, dataNode),
  },
  {
    name: 'the NameNode is stopped and started again',
    code: 'hdfs_unavailable',
    begin: () => stopService(instance, nameNode),
    end: () => startService(instance, nameNode),
  },
  {
    name: 'HDFS goes into safe mode and leaves it',
    code: 'hdfs_safe_mode',
    begin: () => dfsAdmin(instance, '-safemode', 'enter'),
    end: () => dfsAdmin(instance, '-safemode', 'leave'),
  },
  {
    name: 'a quota is reached and lifted',
    code: 'hdfs_quota',
    begin: () => dfsAdmin(instance, '-setSpaceQuota', '1m', staging),
    end: () => dfsAdmin(instance, '-clrSpaceQuota', staging),
  },
];

test.each(outages)(
  '$name while records are archived: each stands there once',
  async ({ code, begin, end }) => {
    const topic = uniqueName('outage');
    const refusals = new Set<string>();
    let archived = 0;
    const enough = new AbortController();
    /** Sends a batch again until it is done, as an event source does. */
    const deliver = async (from: number, count: number): Promise<void> => {
      const step = archive({ hdfs });
      for (;;)
        try {
          await step(batch(topic, from, count));
          return;
        } catch (error) {
          refusals.add(error instanceof PlatformError ? error.code : String(error));
          await pause(200);
        }
    };
    const delivering = (async () => {
      for (; !enough.signal.aborted; archived += 200) await deliver(archived, 200 + (archived % 3));
    })();
    await expect.poll(() => archived, { timeout: 60_000 }).toBeGreaterThan(0);
    await begin();
    await expect.poll(() => [...refusals], { timeout: 60_000 }).toContain(code);
    await end();
    const before = archived;
    await expect.poll(() => archived, { timeout: 60_000 }).toBeGreaterThan(before);
    enough.abort();
    await delivering;
    await deliver(archived, 200);
    expect([...refusals].every((refusal) => refusal.startsWith('hdfs_'))).toBe(true);
    expect(await offsetsOf(topic)).toEqual(Array.from({ length: archived + 200 }, (_, n) => n));
  },
  400_000,
);

test.each([
  ['DataNode', dataNode, 'hdfs_no_datanode'],
  ['NameNode', nameNode, 'hdfs_unavailable'],
])(
  'the %s is killed in the middle of an analysis: the run says so, and the next one is right',
  async (_, service, code) => {
    const world = await analysisWorld(Date.UTC(2026, 10, 22, 19, 25), instance, impatient);
    onTestFinished(() => world.remove());
    await world.sell({ product_id: 'a' });
    const usual = world.engine();
    const withoutServer: Engine = {
      name: usual.name,
      run: (job, onResult) =>
        usual.run(job, async (report) => {
          await onResult(report);
          await killNow(service);
        }),
    };
    await expect(world.run({ engine: withoutServer })).rejects.toMatchObject({ code });
    await startService(instance, service);
    // A NameNode that has just started takes nothing until its DataNode has told what it has.
    const probe = (): Promise<unknown> =>
      world.hdfs.create(`${world.root}/probe`, Buffer.alloc(1), { overwrite: true });
    const isTaken = (): Promise<boolean> =>
      probe().then(
        () => true,
        () => false,
      );
    await expect.poll(isTaken, { timeout: 60_000 }).toBe(true);
    // A lock that could not be released runs out.
    world.clock += 61_000;
    await world.run();
    expect(await world.documentsOf('categoryAnalytics')).toMatchObject([{ category: 'Часы', products: 1 }]);
  },
  400_000,
);
