import { readBoolean, readInode, readListing, type Inode } from './answers.ts';
import { hasCode } from './failure.ts';
import type { NameNodes, Operation } from './namenodes.ts';
import type { Persistence } from './persistence.ts';
import type { FileStatus } from './webhdfs.ts';

/** What the NameNode alone knows and does, and what is the same when done twice. */
export interface Names {
  readonly inode: (path: string) => Promise<Inode | undefined>;
  readonly list: (directory: string, options?: { readonly after?: string }) => AsyncIterable<FileStatus>;
  readonly now: () => Promise<number>;
  readonly mkdirs: (directory: string) => Promise<void>;
  readonly setOwner: (path: string, owner: { readonly owner?: string; readonly group?: string }) => Promise<void>;
  readonly setPermission: (path: string, permission: string) => Promise<void>;
}

export function names(nameNodes: NameNodes, { persistently }: Persistence): Names {
  const call = (operation: Operation): Promise<unknown> => persistently(() => nameNodes.call(operation));

  async function* list(directory: string, options: { readonly after?: string } = {}): AsyncIterable<FileStatus> {
    let startafter = options.after;
    do {
      const parameters = { startafter };
      const operation: Operation = { method: 'GET', name: 'LISTSTATUS_BATCH', path: directory, parameters };
      const { entries, next } = readListing(await call(operation), operation);
      yield* entries;
      startafter = next;
    } while (startafter !== undefined);
  }

  return {
    list,
    inode: (path) => persistently(() => inodeAt(nameNodes, path)),
    now: () => persistently(nameNodes.now),
    async mkdirs(path) {
      const operation: Operation = { method: 'PUT', name: 'MKDIRS', path };
      readBoolean(await call(operation), operation);
    },
    async setOwner(path, { owner, group }) {
      await call({ method: 'PUT', name: 'SETOWNER', path, parameters: { owner, group } });
    },
    async setPermission(path, permission) {
      await call({ method: 'PUT', name: 'SETPERMISSION', path, parameters: { permission } });
    },
  };
}

/** What stands at a path, asked once. */
export async function inodeAt(nameNodes: NameNodes, path: string): Promise<Inode | undefined> {
  const operation: Operation = { method: 'GET', name: 'GETFILESTATUS', path };
  try {
    return readInode(await nameNodes.call(operation), operation);
  } catch (error) {
    if (hasCode(error, 'hdfs_not_found')) return undefined;
    throw error;
  }
}
