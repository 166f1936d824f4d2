import { closeSync, createReadStream, existsSync, openSync, readSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instance } from '../instance/instance.ts';
import { logFile } from '../instance/logs.ts';

const lookEvery = 300;

/** The lines of a server's last run and of the one before, which says why it ended, oldest first. */
export async function* serviceLines(instance: Instance, service: string): AsyncGenerator<string> {
  for (const file of [logFile(instance, `${service}.previous`), logFile(instance, service)])
    if (existsSync(file)) yield* createInterface({ input: createReadStream(file) });
}

/** How long a server's log is; 0 where there is none. */
export const logSize = (instance: Instance, service: string): number =>
  statSync(logFile(instance, service), { throwIfNoEntry: false })?.size ?? 0;

/** New lines of a server's log from a length on, for ever; a log that is shorter than before is a new one. */
export async function* followService(instance: Instance, service: string, from: number): AsyncGenerator<string> {
  let [position, rest] = [from, Buffer.alloc(0)];
  for (;;) {
    const size = logSize(instance, service);
    if (size < position) [position, rest] = [0, Buffer.alloc(0)];
    if (size > position) {
      const chunk = part(logFile(instance, service), position, size);
      position += chunk.length;
      const all = Buffer.concat([rest, chunk]);
      const end = all.lastIndexOf('\n') + 1;
      rest = all.subarray(end);
      for (const line of all.toString('utf8', 0, end).split('\n').slice(0, -1)) yield line;
    }
    await pause(lookEvery);
  }
}

function part(file: string, from: number, to: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(to - from);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, from));
  } finally {
    closeSync(descriptor);
  }
}
