import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import { check, issuesText } from '../errors/schema.ts';
import { childOf } from './address.ts';
import { describe, type Operation } from './namenodes.ts';
import type { FileStatus } from './webhdfs.ts';

/** A file or directory, with the number that stays its own when it moves. */
export interface Inode {
  readonly id: number;
  readonly status: FileStatus;
}

const fileStatus = z.object({
  fileId: z.number(),
  pathSuffix: z.string(),
  type: z.enum(['FILE', 'DIRECTORY']),
  length: z.number(),
  modificationTime: z.number(),
  owner: z.string(),
  group: z.string(),
  permission: z.string(),
});

const statusAnswer = z.object({ FileStatus: fileStatus });

const listingAnswer = z.object({
  DirectoryListing: z.object({
    partialListing: z.object({ FileStatuses: z.object({ FileStatus: z.array(fileStatus) }) }),
    remainingEntries: z.number(),
  }),
});

const locationAnswer = z.object({ Location: z.url() });
const booleanAnswer = z.object({ boolean: z.boolean() });

export function readInode(answer: unknown, operation: Operation): Inode {
  const { FileStatus: found } = understood(statusAnswer, answer, operation);
  return { id: found.fileId, status: statusAt(operation.path, found) };
}

/** A part of a directory, and the name after which the next one begins; `undefined` after the last. */
export function readListing(
  answer: unknown,
  operation: Operation,
): { entries: FileStatus[]; next: string | undefined } {
  const { partialListing, remainingEntries } = understood(listingAnswer, answer, operation).DirectoryListing;
  const found = partialListing.FileStatuses.FileStatus;
  return {
    entries: found.map((entry) => statusAt(childOf(operation.path, entry.pathSuffix), entry)),
    next: remainingEntries > 0 ? found.at(-1)?.pathSuffix : undefined,
  };
}

/** Where a DataNode takes or gives the bytes. */
export const readLocation = (answer: unknown, operation: Operation): URL =>
  new URL(understood(locationAnswer, answer, operation).Location);

export const readBoolean = (answer: unknown, operation: Operation): boolean =>
  understood(booleanAnswer, answer, operation).boolean;

const statusAt = (path: string, found: z.infer<typeof fileStatus>): FileStatus => ({
  path,
  type: found.type,
  length: found.length,
  modificationTime: found.modificationTime,
  owner: found.owner,
  group: found.group,
  permission: found.permission,
});

function understood<T>(schema: z.ZodType<T>, answer: unknown, operation: Operation): T {
  const read = check(schema, answer);
  if (read.ok) return read.value;
  throw new PlatformError(
    'hdfs_refused',
    `${describe(operation)}: the answer is not understood; is that a NameNode of Hadoop 3? ${issuesText(read.issues, 'answer')}`,
  );
}
