import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { coverageOf } from '../modules/raw-files/paths.ts';
import { administrator } from '../modules/platform/access.ts';
import { kafkaPublisher } from '../modules/kafka/publish.ts';
import type { Publisher } from '../modules/kafka/record.ts';
import { until } from './support/until.ts';
import { withHdfs } from '../local/hdfs/client.ts';
import { kafkaAs, withAdmin } from '../local/kafka/client.ts';
import { createTopics } from '../local/kafka/create-topics.ts';
import { copyFromHdfs, hdfsDirectory, type TestDirectory } from './support/hdfs.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { sparkCount } from './support/spark-count.ts';

const instance = testInstance();
const partitions = 3;
/** `npm run test:faults` kills it more often. */
const kills = Number(process.env['ARCHIVE_KILLS'] ?? 15);
const recordsPerKill = 2_000;
const total = kills * recordsPerKill;
/** So many poll at once, each of them everything: what a rebalance makes of two is the rule here. */
const lanes = 3;

let topic: string;
let folder: string;
let directory: TestDirectory;
let publisher: Publisher;
let running: Set<ChildProcess>;

beforeEach(async () => {
  topic = uniqueName('archive');
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
  mkdirSync(join(folder, 'committed'));
  running = new Set();
  directory = await hdfsDirectory(instance, 'archive');
  await withAdmin(instance, (admin) =>
    createTopics(admin, [{ topic, numPartitions: partitions, replicationFactor: 3 }]),
  );
  publisher = kafkaPublisher(() => kafkaAs(instance, administrator));
});

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await publisher.close();
  await withAdmin(instance, (admin) => admin.deleteTopics({ topics: [topic] }));
  await directory.remove();
  rmSync(folder, { recursive: true, force: true });
});

test(`the poller is killed with -9 ${kills} times during ${total} records: each stands in the files exactly once`, async () => {
  let published = 0;
  let killed = 0;
  const lane = async (): Promise<void> => {
    let poller = await startPoller();
    while (killed < kills) {
      killed += 1;
      published += recordsPerKill;
      await publish(published - recordsPerKill, recordsPerKill);
      await archives(poller);
      const next = startPoller();
      await pause(Math.random() * 300);
      await kill(poller);
      poller = await next;
    }
    await kill(poller);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  expect({ published, killed }).toEqual({ published: total, killed: kills });

  const last = await startPoller();
  await archives(last);
  await everythingArchived();
  await kill(last);

  const copy = join(folder, 'copy');
  const files = await withHdfs(instance, (hdfs) => copyFromHdfs(hdfs, `${directory.path}/raw/${topic}`, copy));
  expect(files.every((path) => coverageOf(path) !== undefined)).toBe(true);
  expect(await counted(copy)).toEqual({ rows: total, directories: total, keys: total, matching: total });
  expect(await sparkCount(instance, `${directory.path}/raw/${topic}`)).toEqual({ rows: total, distinct: total });
  // The first count brings Spark.
}, 1_800_000);

/** Records whose value can be told from their key. */
const publish = (first: number, count: number): Promise<void> =>
  publisher.publish(
    Array.from({ length: count }, (_, n) => ({ topic, key: `k${first + n}`, value: `value of k${first + n}` })),
  );

async function startPoller(): Promise<ChildProcess> {
  const main = join(import.meta.dirname, 'support/archive-poller.ts');
  const committed = join(folder, 'committed');
  const poller = spawn(process.execPath, [main, instance.name, topic, String(partitions), directory.path, committed], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  running.add(poller);
  await tells(poller, 'ready');
  return poller;
}

/** Lets a poller begin, and waits until it archives; when others have left it nothing, a while. */
async function archives(poller: ChildProcess): Promise<void> {
  const begun = tells(poller, 'archiving');
  poller.stdin?.write('go\n');
  await Promise.race([begun, pause(1_000)]);
}

const tells = (poller: ChildProcess, what: string): Promise<void> =>
  new Promise((resolve, reject) => {
    poller.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes(what)) resolve();
    });
    poller.once('exit', () => reject(new Error(`the poller ended before it was ${what}`)));
  });

async function kill(poller: ChildProcess): Promise<void> {
  if (poller.exitCode === null && poller.signalCode === null) {
    const exited = once(poller, 'exit');
    poller.kill('SIGKILL');
    await exited;
  }
  running.delete(poller);
}

const committedTotal = (): number =>
  Array.from({ length: partitions }, (_, partition) => join(folder, 'committed', String(partition)))
    .filter((file) => existsSync(file))
    .reduce((sum, file) => sum + Number(readFileSync(file, 'utf8')), 0);

/** Waits as long as there is progress: a poller whose events happen to be small has far to go. */
async function everythingArchived(): Promise<void> {
  let seen = -1;
  while (committedTotal() !== total) {
    await until('more is archived', () => committedTotal() !== seen, 60_000);
    seen = committedTotal();
  }
}

async function counted(copy: string): Promise<Record<string, unknown>> {
  const duckDb = await DuckDBInstance.create();
  try {
    const connection = await duckDb.connect();
    const result = await connection.runAndReadAll(
      `SELECT count(*)::INTEGER AS rows,
              count(DISTINCT (partition, "offset"))::INTEGER AS directories,
              count(DISTINCT key)::INTEGER AS keys,
              (count(*) FILTER (WHERE decode(value) = 'value of ' || decode(key)))::INTEGER AS matching
       FROM '${copy}/**/*.parquet'`,
    );
    return result.getRowObjectsJson()[0] ?? {};
  } finally {
    duckDb.closeSync();
  }
}
