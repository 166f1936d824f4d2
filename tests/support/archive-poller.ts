// Polls a topic as the event source does and archives in the same process, so that a kill hits both:
// archive-poller.ts <instance> <topic> <partitions> <HDFS directory> <folder of committed offsets>
// It is ready when it writes "ready", begins with the first line that it reads, and writes "archiving" with its first batch.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { archive } from '../../functions/archive/archive.ts';
import { administrator } from '../../modules/platform/access.ts';
import { kafkaFunction } from '../../modules/lambda/kafka-function.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import { encodeEvent, envelope, type KafkaEvent } from '../../local/event-source/event.ts';
import type { Outcome } from '../../local/event-source/after-invoke.ts';
import { Partition } from '../../local/event-source/partition.ts';
import { settings } from '../../local/event-source/settings.ts';
import { SharedInvocations } from '../../local/event-source/shared-invocations.ts';
import { findInstance } from '../../local/instance/instance.ts';
import { kafkaAs } from '../../local/kafka/client.ts';
import { webHdfsClient } from '../../modules/webhdfs/client.ts';

const [name = '', topic = '', partitions = '', directory = '', folder = ''] = process.argv.slice(2);
const instance = findInstance(name);
const hdfs = webHdfsClient({ urls: [`http://127.0.0.1:${instance.ports.nameNode}`], user: 'archive' });
const directories = { raw: `${directory}/raw`, staging: `${directory}/staging` };
const step = archive({ hdfs, directories });
const handler = kafkaFunction(
  step,
  jsonLog((line) => process.stderr.write(line)),
);

const committedFile = (partition: number): string => join(folder, String(partition));
const committed = (partition: number): number =>
  existsSync(committedFile(partition)) ? Number(readFileSync(committedFile(partition), 'utf8')) : 0;

function commit(partition: number, offset: number): void {
  const next = join(folder, randomUUID());
  writeFileSync(next, String(offset));
  renameSync(next, committedFile(partition));
}

async function invoke(event: KafkaEvent): Promise<Outcome> {
  process.stdout.write('archiving\n');
  try {
    await handler(JSON.parse(encodeEvent(event).toString()));
    return { kind: 'succeeded' };
  } catch (error) {
    return { kind: 'function_failed', error: String(error) };
  }
}

const invocations = new SharedInvocations({
  envelope: envelope({ kind: 'msk', clusterArn: 'arn:aws:kafka:local' }, []),
  limits: { records: 1_000, bytes: settings.maxEventBytes / 2 },
  pollers: pLimit(3),
  invoke,
});

const assigned = (partition: number): Partition =>
  new Partition({
    topicPartition: { topic, partition },
    begin: committed(partition),
    limits: { records: 1 + Math.floor(Math.random() * 900), window: 100, bytes: settings.maxEventBytes / 2 },
    capacity: { records: Infinity, bytes: Infinity },
    deliver: (part) => invocations.deliver(part),
    discard: () => Promise.resolve({ kind: 'too_large', error: 'larger than an event may be' }),
    maximumRetries: Number.POSITIVE_INFINITY,
    commit: (offset) => commit(partition, offset),
    report: () => undefined,
    resume: () => undefined,
    broken: (error) => {
      throw error;
    },
    after: Promise.resolve(),
  });

/** None until it is told to begin; what is fetched before that goes nowhere. */
let all: readonly Partition[] = [];

const consumer = kafkaAs(instance, administrator).consumer({
  groupId: `archive-poller-${randomUUID()}`,
  maxWaitTimeInMs: 100,
});
await consumer.connect();
await consumer.subscribe({ topic });
const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
await consumer.run({
  autoCommit: false,
  eachBatch: async ({ batch }) => {
    const partition = all[batch.partition];
    // What was asked for before the partition moved to its beginning must not leave a gap.
    if (partition !== undefined && Number(batch.firstOffset()) <= partition.position)
      partition.accept(batch, performance.now());
  },
});
await joined;
process.stdout.write('ready\n');
await once(process.stdin, 'data');

all = Array.from({ length: Number(partitions) }, (_, partition) => assigned(partition));
all.forEach(({ position }, partition) => consumer.seek({ topic, partition, offset: String(position) }));
