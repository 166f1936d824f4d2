import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { FileStatus, WebHdfs } from '../../modules/webhdfs/webhdfs.ts';

/** Called around every operation: before it happens and before its answer arrives. Interleaves clients, or ends them. */
export type Turn = (what: string) => Promise<void>;

/** Files by path, with the rules of HDFS for moving them. For interleavings that no real server can be made to show. */
export class MemoryHdfs {
  readonly files = new Map<string, Buffer>();
  /** What its clock shows, epoch milliseconds. */
  time = Date.parse('2026-11-22T12:00:00Z');
  readonly #directories = new Set<string>();
  #staged = 0;
  /** Like dfs.ls.limit: a longer listing is several looks. */
  readonly #entriesOfOneListing: number;

  constructor(entriesOfOneListing = 3) {
    this.#entriesOfOneListing = entriesOfOneListing;
  }

  /** Another one with the same files, which goes its own way. */
  copy(): MemoryHdfs {
    const copy = new MemoryHdfs(this.#entriesOfOneListing);
    for (const [path, content] of this.files) copy.#put(path, content);
    for (const directory of this.#directories) copy.#directories.add(directory);
    copy.#staged = this.#staged;
    copy.time = this.time;
    return copy;
  }

  /** The paths below a directory, in the order of their names. */
  below(directory: string): string[] {
    return [...this.files.keys()].filter((path) => path.startsWith(`${directory}/`)).toSorted(byBytes);
  }

  /** A client of these files, perhaps by a NameNode with a clock of its own. */
  client(turn: Turn = async () => undefined, now: () => number = () => this.time): WebHdfs {
    const act = async <T>(what: string, action: () => T): Promise<T> => {
      await turn(what);
      const result = action();
      await turn(`${what} answered`);
      return result;
    };
    const client: WebHdfs = {
      status: (path) => act(`status ${path}`, () => this.#status(path)),
      list: (directory, options) => this.#list(directory, options?.after ?? '', act),
      now: () => act('now', now),
      mkdirs: (directory) => act(`mkdirs ${directory}`, () => this.#mkdirs(directory)),
      create: async (path, content, options) => {
        const whole = Buffer.isBuffer(content) ? content : await buffer(content);
        return act(`create ${path}`, () => {
          if (this.files.has(path) && options?.overwrite !== true) throw new PlatformError('hdfs_exists', path);
          this.#put(path, whole);
        });
      },
      read: (path, range) =>
        act(`read ${path}`, () => {
          const { offset = 0, length } = range ?? {};
          return this.#get(path).subarray(offset, length === undefined ? undefined : offset + length);
        }),
      rename: (from, to) => act(`rename ${from} ${to}`, () => this.#rename(from, to)),
      replace: (from, to) =>
        act(`replace ${from} ${to}`, () => {
          this.files.set(to, this.#get(from));
          this.files.delete(from);
        }),
      concat: (target, sources) => act(`concat ${target} ${sources.join(' ')}`, () => this.#concat(target, sources)),
      delete: (path, options) => act(`delete ${path}`, () => this.#delete(path, options?.recursive === true)),
      publish: async (path, content, { staging }) => {
        const staged = `${staging}/staged-${this.#staged++}`;
        await client.create(staged, content);
        await client.mkdirs(path.slice(0, path.lastIndexOf('/')));
        if (await client.rename(staged, path)) return true;
        await client.delete(staged);
        return false;
      },
      open: (path) => act(`open ${path}`, () => Readable.from([this.#get(path)])),
      setOwner: unused,
      setPermission: unused,
      close: () => undefined,
    };
    return client;
  }

  async *#list(
    directory: string,
    after: string,
    act: <T>(what: string, action: () => T) => Promise<T>,
  ): AsyncGenerator<FileStatus> {
    const limit = this.#entriesOfOneListing;
    for (let behind: string | undefined = after; behind !== undefined;) {
      const from: string = behind;
      const names = await act(`list ${directory} ${from}`, () => this.#names(directory, from).slice(0, limit));
      for (const name of names) {
        const status = this.#status(`${directory}/${name}`);
        if (status !== undefined) yield status;
      }
      behind = names.length < limit ? undefined : names.at(-1);
    }
  }

  #names(directory: string, after: string): string[] {
    if (!this.#directories.has(directory)) throw new PlatformError('hdfs_not_found', directory);
    const paths = [...this.files.keys(), ...this.#directories].filter((path) => path.startsWith(`${directory}/`));
    const names = new Set(paths.map((path) => path.slice(directory.length + 1).split('/')[0] ?? ''));
    return [...names].filter((name) => byBytes(name, after) > 0).toSorted(byBytes);
  }

  #status(path: string): FileStatus | undefined {
    const content = this.files.get(path);
    if (content === undefined && !this.#directories.has(path)) return undefined;
    return {
      path,
      type: content === undefined ? 'DIRECTORY' : 'FILE',
      length: content?.length ?? 0,
      modificationTime: 0,
      owner: 'archive',
      group: 'archive',
      permission: '644',
    };
  }

  #mkdirs(directory: string): void {
    const parts = directory.split('/');
    for (let depth = 2; depth <= parts.length; depth++) this.#directories.add(parts.slice(0, depth).join('/'));
  }

  #put(path: string, content: Buffer): void {
    this.#mkdirs(path.slice(0, path.lastIndexOf('/')));
    this.files.set(path, content);
  }

  #get(path: string): Buffer {
    const content = this.files.get(path);
    if (content === undefined) throw new PlatformError('hdfs_not_found', path);
    return content;
  }

  #delete(path: string, recursive: boolean): boolean {
    const isThere = this.files.delete(path) || this.#directories.has(path);
    if (recursive) {
      for (const below of this.below(path)) this.files.delete(below);
      for (const directory of this.#directories)
        if (directory === path || directory.startsWith(`${path}/`)) this.#directories.delete(directory);
    }
    return isThere;
  }

  #rename(from: string, to: string): boolean {
    if (this.#directories.has(from) && !this.#directories.has(to)) {
      for (const path of this.below(from)) this.#put(`${to}${path.slice(from.length)}`, this.#get(path));
      return this.#delete(from, true);
    }
    const content = this.files.get(from);
    if (content === undefined || this.files.has(to)) return false;
    if (!this.#directories.has(to.slice(0, to.lastIndexOf('/')))) throw new PlatformError('hdfs_not_found', to);
    this.files.set(to, content);
    this.files.delete(from);
    return true;
  }

  #concat(target: string, sources: readonly string[]): void {
    const contents = [target, ...sources].map((path) => this.#get(path));
    for (const source of sources) this.files.delete(source);
    this.files.set(target, Buffer.concat(contents));
  }
}

const unused = (): never => {
  throw new Error('the archive does not use this');
};

/** HDFS lists names in the order of their bytes; for the plain characters of our names text has the same order. */
const byBytes = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
