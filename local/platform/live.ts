import { setTimeout as pause } from 'node:timers/promises';
import logUpdate from 'log-update';
import { administrator } from '../../functions/kafka/access.ts';
import type { Instance } from '../instance/instance.ts';
import { kafkaAs } from '../kafka/client.ts';
import { takePicture, type Observers, type Picture } from '../observe/picture.ts';
import { renderPicture } from '../observe/render.ts';
import { renderServers } from '../observe/render-servers.ts';
import { readServers } from '../observe/servers.ts';
import { opensearchOf } from './clients.ts';

const atTerminal = { every: 1_000, hint: 'Ctrl-C останавливает всё' };
const inLog = { every: 15_000 };

/** Opens clients for looking at an instance, hands them over, and closes them whatever happens. */
export async function withObservers<T>(instance: Instance, use: (observers: Observers) => Promise<T>): Promise<T> {
  const admin = kafkaAs(instance, administrator, { retry: { retries: 1 }, requestTimeout: 3_000 }).admin();
  const opensearch = opensearchOf(instance);
  try {
    await admin.connect().catch(() => undefined);
    return await use({ admin, opensearch });
  } finally {
    await Promise.allSettled([admin.disconnect(), opensearch.close()]);
  }
}

/** Shows the flow again and again until the signal: in place at a terminal, now and then in a log. */
export async function showFlow(instance: Instance, signal: AbortSignal): Promise<void> {
  await withObservers(instance, async (observers) => {
    while (!signal.aborted) {
      const text = render(instance, await takePicture(instance, observers));
      if (process.stdout.isTTY) logUpdate(`\n${text}\n\n${atTerminal.hint}`);
      else process.stdout.write(`\n${text}\n`);
      const every = process.stdout.isTTY ? atTerminal.every : inLog.every;
      await pause(every, undefined, { signal }).catch(() => undefined);
    }
  });
  logUpdate.done();
}

/** Servers only when one of them is not well: the flow is what people look at. */
function render(instance: Instance, picture: Picture): string {
  const unwell = readServers(instance).filter(({ state }) => state !== 'running');
  const flow = renderPicture(picture);
  return unwell.length === 0 ? flow : `${renderServers(unwell)}\n\n${flow}`;
}
