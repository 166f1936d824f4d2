import { setTimeout as pause } from 'node:timers/promises';

/** Starts `send` at a rate, in times a second, whether or not the ones before have ended; resolves when all have. */
export async function steadily(
  { count, rate }: { readonly count: number; readonly rate: number },
  send: (n: number) => Promise<void>,
): Promise<void> {
  const startedAt = performance.now();
  const underway: Promise<void>[] = [];
  for (let n = 0; n < count; n++) {
    await pause(Math.max(0, startedAt + (n * 1_000) / rate - performance.now()));
    underway.push(send(n));
  }
  await Promise.all(underway);
}
