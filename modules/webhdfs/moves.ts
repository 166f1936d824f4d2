import { PlatformError } from '../errors/platform-error.ts';
import { readBoolean } from './answers.ts';
import { checkedPath } from './address.ts';
import { hasCode } from './failure.ts';
import { inodeAt } from './names.ts';
import type { NameNodes, Operation } from './namenodes.ts';
import type { Persistence } from './persistence.ts';

export type MoveOutcome = 'moved' | 'source gone' | 'destination taken';

/** What must not be done twice without a look. */
export interface Moves {
  readonly rename: (from: string, to: string) => Promise<MoveOutcome>;
  readonly replace: (from: string, to: string) => Promise<void>;
  readonly concat: (target: string, sources: readonly string[]) => Promise<void>;
  readonly delete: (path: string, recursive: boolean) => Promise<boolean>;
}

/**
 * HDFS gives every file and directory a number, which it keeps when it moves. So a lost answer leaves no doubt: what has
 * the number of the source stands at the destination, or it does not.
 */
export function moves(nameNodes: NameNodes, { persistently, carefully }: Persistence): Moves {
  const idAt = async (path: string): Promise<number | undefined> => (await inodeAt(nameNodes, path))?.id;
  const lengthAt = async (path: string): Promise<number | undefined> => (await inodeAt(nameNodes, path))?.status.length;

  return {
    async rename(from, to) {
      const id = await persistently(() => idAt(from));
      if (id === undefined) return 'source gone';
      const look = async (): Promise<MoveOutcome | undefined> => {
        const atDestination = await idAt(to);
        if (atDestination === id) return 'moved';
        if ((await idAt(from)) !== id) return 'source gone';
        return atDestination === undefined ? undefined : 'destination taken';
      };
      const move = async (): Promise<MoveOutcome> => {
        try {
          await nameNodes.call(renaming(from, to, 'NONE'));
          return 'moved';
        } catch (error) {
          if (!hasCode(error, 'hdfs_not_found') && !hasCode(error, 'hdfs_exists')) throw error;
          const outcome = await look();
          if (outcome !== undefined) return outcome;
          // It was taken when HDFS was asked; who stood there has gone since.
          if (hasCode(error, 'hdfs_exists')) return 'destination taken';
          throw error;
        }
      };
      return carefully(move, look);
    },

    async replace(from, to) {
      const id = await persistently(() => idAt(from));
      const operation = renaming(from, to, 'OVERWRITE');
      if (id === undefined) throw new PlatformError('hdfs_not_found', `RENAME ${from}: there is nothing to move`);
      // Gone from where it was is enough: at the destination, another one may have replaced it since.
      const look = async (): Promise<true | undefined> => ((await idAt(from)) === id ? undefined : true);
      await carefully(async () => (await nameNodes.call(operation), true), look);
    },

    async concat(target, sources) {
      const before = await persistently(() => Promise.all([target, ...sources].map(lengthAt)));
      const wanted = before.reduce<number>((sum, length) => sum + (length ?? 0), 0);
      const parameters = { sources: sources.map(checkedPath).join(',') };
      const look = async (): Promise<true | undefined> => {
        const lengths = await Promise.all(sources.map(lengthAt));
        const isDone = lengths.every((length) => length === undefined) && (await lengthAt(target)) === wanted;
        return isDone ? true : undefined;
      };
      const operation: Operation = { method: 'POST', name: 'CONCAT', path: target, parameters };
      await carefully(async () => (await nameNodes.call(operation), true), look);
    },

    async delete(path, recursive) {
      const id = await persistently(() => idAt(path));
      if (id === undefined) return false;
      const operation: Operation = { method: 'DELETE', name: 'DELETE', path, parameters: { recursive } };
      const look = async (): Promise<true | undefined> => ((await idAt(path)) === id ? undefined : true);
      return carefully(async () => readBoolean(await nameNodes.call(operation), operation), look);
    },
  };
}

const renaming = (from: string, to: string, renameoptions: 'NONE' | 'OVERWRITE'): Operation => ({
  method: 'PUT',
  name: 'RENAME',
  path: from,
  // With either option HDFS refuses a directory as the destination; without, it would move the source into it.
  parameters: { destination: checkedPath(to), renameoptions },
});
