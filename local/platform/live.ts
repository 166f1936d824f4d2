import { setTimeout as pause } from 'node:timers/promises';
import logUpdate from 'log-update';
import { administrator } from '../../modules/platform/access.ts';
import { keptConnection } from '../../modules/kafka/kept-connection.ts';
import { topicNames } from '../../modules/platform/topics.ts';
import { inTime } from '../../modules/retry/in-time.ts';
import type { Instance } from '../instance/instance.ts';
import { kafkaAs } from '../kafka/client.ts';
import { takePicture, type Observers, type Picture } from '../observe/picture.ts';
import { renderPicture } from '../observe/render.ts';
import { renderServers } from '../observe/render-servers.ts';
import { readServers, type ServerStatus } from '../observe/servers.ts';
import { opensearchOf } from './clients.ts';

/** Milliseconds between two looks. */
const every = { atTerminal: 1_000, inLog: 15_000 };
const lookTimeoutMs = 3_000;
const closeTimeoutMs = 200;

/** Any broker may be the one that is down: the next one is asked at once. */
const impatient = {
  connectionTimeout: 1_000,
  requestTimeout: 2_000,
  retry: { initialRetryTime: 50, maxRetryTime: 200, retries: 3 },
};

/** Opens clients for looking at an instance, hands them over, and closes them whatever happens. */
export async function withObservers<T>(instance: Instance, use: (observers: Observers) => Promise<T>): Promise<T> {
  const kafka = keptConnection(
    async () => {
      const admin = kafkaAs(instance, administrator, impatient).admin();
      await admin.connect();
      // One after the other: kafkajs loses topics when several that are new to it are asked for at once.
      for (const topic of topicNames) await admin.fetchTopicOffsets(topic);
      return admin;
    },
    (admin) => admin.disconnect(),
  );
  const opensearch = opensearchOf(instance);
  try {
    return await use({ kafka, opensearch });
  } finally {
    const closing = Promise.allSettled([kafka.close(), opensearch.close()]);
    // Who does not answer does not say goodbye either.
    await inTime(closing, closeTimeoutMs, 'goodbye').catch(() => undefined);
  }
}

/** Shows the flow again and again until the signal: in place at a terminal, now and then in a log. */
export async function showFlow(instance: Instance, signal: AbortSignal, hint: string): Promise<void> {
  await withObservers(instance, async (observers) => {
    while (!signal.aborted) {
      const [servers, picture] = await Promise.all([
        readServers(instance),
        takePicture(instance, observers, lookTimeoutMs),
      ]);
      const text = render(servers, picture);
      if (process.stdout.isTTY) logUpdate(`\n${text}\n\n${hint}`);
      else process.stdout.write(`\n${text}\n`);
      const until = process.stdout.isTTY ? every.atTerminal : every.inLog;
      await pause(until, undefined, { signal }).catch(() => undefined);
    }
  });
  logUpdate.done();
}

/** Servers only when one of them is not well: the flow is what people look at. */
function render(servers: readonly ServerStatus[], picture: Picture): string {
  const unwell = servers.filter(({ state }) => state !== 'running');
  const flow = renderPicture(picture, Date.now());
  return unwell.length === 0 ? flow : `${renderServers(unwell)}\n\n${flow}`;
}
