import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archive } from '../functions/archive/archive.ts';
import { readOffsets } from '../functions/archive/fixtures/read-records.ts';
import { PlatformError } from '../functions/errors/platform-error.ts';
import type { WebHdfs } from '../functions/webhdfs/webhdfs.ts';
import { withHdfs } from '../local/hdfs/client.ts';
import { provisionHdfs } from '../local/hdfs/provision.ts';
import { freePortOffset } from '../local/instance/free-ports.ts';
import { instanceAt, type Instance } from '../local/instance/instance.ts';
import { dataNode, nameNode } from '../local/services/hdfs.ts';
import type { Service } from '../local/services/service.ts';
import { serviceState, startService, stopService } from '../local/services/services.ts';
import { hdfsAs } from './hdfs.ts';
import { uniqueName } from './instance.ts';
import { aRecord } from './records.ts';

/** HDFS alone, because its servers are stopped here. */
let instance: Instance;
let hdfs: WebHdfs;

beforeAll(async () => {
  instance = instanceAt(uniqueName('test-hdfs'), await freePortOffset());
  await Promise.all([nameNode, dataNode].map((service) => startService(instance, service)));
  await withHdfs(instance, provisionHdfs);
  hdfs = hdfsAs(instance, 'archive', { retries: { attempts: 2, patience: 500 } });
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

test.each([
  ['the DataNode is killed', dataNode, killNow],
  ['the NameNode is stopped', nameNode, (service: Service) => stopService(instance, service)],
])(
  '%s and started again while records are archived: each stands there once',
  async (_, service, end) => {
    const topic = uniqueName('outage');
    const refusals = new Set<string>();
    let archived = 0;
    const enough = new AbortController();
    /** Sends a batch again until it is done, as an event source does. */
    const deliver = async (from: number, count: number): Promise<void> => {
      const step = archive({ hdfs, now: Date.now, newId: randomUUID });
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
    await pause(1_000);
    await end(service);
    await pause(2_000);
    await startService(instance, service);
    await pause(1_000);
    enough.abort();
    await delivering;
    await deliver(archived, 200);
    expect([...refusals].every((code) => code.startsWith('hdfs_'))).toBe(true);
    expect(refusals.size).toBeGreaterThan(0);
    expect(await offsetsOf(topic)).toEqual(Array.from({ length: archived + 200 }, (__, n) => n));
  },
  400_000,
);
