import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';
import { withLock } from '../setup/lock.mjs';
import type { Checkpoint } from './piece.ts';
import type { Source } from './source.ts';

const count = z.number().int().nonnegative();
const checkpoint = z.object({
  format: z.enum(['array', 'lines', 'sequence']),
  offset: count,
  index: count,
  line: count,
  column: count,
});
const saved = z.object({ path: z.string(), encoding: z.string(), size: count, modified: z.number(), checkpoint });

/**
 * Keeps how far a file was sent, so that the same command goes on from there after a stop of any kind: everything before
 * the checkpoint is acknowledged or was reported as failed.
 */
export interface ProgressFile {
  /** undefined when there is nothing to go on from, or the file changed since. */
  read(): Checkpoint | undefined;
  save(reached: Checkpoint): void;
  clear(): void;
  /** Does the work while no other process sends the same file: both would write down how far they are. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** The progress of one file, by path, encoding, size and time of change, in the instance's folder. A stream has none. */
export function progressFile(instance: Instance, source: Source): ProgressFile {
  const { file, encoding } = source;
  if (file === undefined) return none;
  const path = resolve(file.path);
  const directory = join(instance.directory, 'shop-api');
  const name = join(directory, `${createHash('sha256').update(path).digest('hex').slice(0, 16)}.json`);
  return {
    read() {
      const found = parse(name);
      const isSame = found?.path === path && found.size === file.size && found.modified === file.modified;
      return isSame && found.encoding === encoding ? found.checkpoint : undefined;
    },
    save(reached) {
      mkdirSync(directory, { recursive: true });
      const written = `${name}.${process.pid}.new`;
      writeFileSync(written, JSON.stringify({ ...file, path, encoding, checkpoint: reached }));
      renameSync(written, name);
    },
    clear: () => rmSync(name, { force: true }),
    alone: (work) => withLock(`${name}.lock`, (pid) => refuse(path, pid), work),
  };
}

const none: ProgressFile = {
  read: () => undefined,
  save: () => undefined,
  clear: () => undefined,
  alone: (work) => work(),
};

function refuse(path: string, pid: number): never {
  throw new PlatformError('input_invalid', `process ${pid} is sending ${path} right now; wait for it, or stop it`);
}

/** What stands in the file; nothing when it is missing or damaged, as it only saves work. */
function parse(name: string): z.infer<typeof saved> | undefined {
  try {
    return saved.parse(JSON.parse(readFileSync(name, 'utf8')));
  } catch {
    return undefined;
  }
}
