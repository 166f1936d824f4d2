import type { Readable } from 'node:stream';

/** What the NameNode says about a file or directory (FileStatus of the WebHDFS REST API). */
export interface FileStatus {
  /** Absolute path. */
  readonly path: string;
  readonly type: 'FILE' | 'DIRECTORY';
  /** Bytes; 0 for a directory. */
  readonly length: number;
  /** Epoch milliseconds. */
  readonly modificationTime: number;
  readonly owner: string;
  readonly group: string;
  /** Octal, such as 755. */
  readonly permission: string;
}

/** A part of a file, in bytes. */
export interface Range {
  readonly offset?: number;
  readonly length?: number;
}

/**
 * A file system of HDFS through its REST API. Paths are absolute and not encoded. Failures are PlatformErrors with a
 * code of `hdfs_*`. Nothing is repeated unless doing it twice is the same as doing it once.
 */
export interface WebHdfs {
  /** `undefined` when there is nothing at this path. */
  status(path: string): Promise<FileStatus | undefined>;
  /**
   * The entries of a directory in the order of their names' bytes, fetched in batches; only those behind the name `after`
   * when it is given, which need not exist. `hdfs_not_found` when the directory is not there.
   */
  list(directory: string, options?: { readonly after?: string }): AsyncIterable<FileStatus>;
  /** Epoch milliseconds by the NameNode's own clock, to the second: the one that also sets modification times. */
  now(): Promise<number>;
  /** Makes a directory with its parents; one that is there already is fine. */
  mkdirs(directory: string): Promise<void>;
  /** Writes a new file: `hdfs_exists` when there is one, unless `overwrite`. What failed may have left a part of it. */
  create(path: string, content: Buffer | Readable, options?: { readonly overwrite?: boolean }): Promise<void>;
  /** The bytes of a file, or of a part of it. */
  open(path: string, range?: Range): Promise<Readable>;
  /** The same, as a whole. */
  read(path: string, range?: Range): Promise<Buffer>;
  /**
   * Moves a file or directory, atomically. False when the source is gone or the destination is taken. Where the answer got
   * lost, the truth is found by looking.
   */
  rename(from: string, to: string): Promise<boolean>;
  /** Moves a file over another one, atomically: readers see either the old or the new content. */
  replace(from: string, to: string): Promise<void>;
  /** Appends files to one of the same directory, atomically; the appended ones are gone then. None may be empty. */
  concat(target: string, sources: readonly string[]): Promise<void>;
  /** False when there was nothing. */
  delete(path: string, options?: { readonly recursive?: boolean }): Promise<boolean>;
  /**
   * Writes a file so that nobody ever sees a part of it: under a name of its own in the directory `staging`, its length
   * checked, then moved, with the directories that its path needs. False when the destination is taken. Where answers got
   * lost, the truth is found by looking. A process that dies in between leaves a file in `staging`, which does no harm.
   */
  publish(path: string, content: Buffer | Readable, options: { readonly staging: string }): Promise<boolean>;
  setOwner(path: string, owner: { readonly owner?: string; readonly group?: string }): Promise<void>;
  setPermission(path: string, permission: string): Promise<void>;
  /** Ends open connections. */
  close(): void;
}
