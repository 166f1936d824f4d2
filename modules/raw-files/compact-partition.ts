import type { FileMetaData } from 'hyparquet';
import { PlatformError } from '../errors/platform-error.ts';
import { concatenatedFooter, haveSameSchema } from '../parquet/concatenate.ts';
import { isWholeParquet, readFooter } from '../parquet/footer.ts';
import { baseName, parentOf } from '../webhdfs/address.ts';
import type { FileStatus, WebHdfs } from '../webhdfs/webhdfs.ts';
import { pathKey } from './claims.ts';
import { coverageOf, dayDirectory, dayNamedBy, fileName, type Coverage } from './paths.ts';

export interface RawFile extends Coverage {
  readonly path: string;
  readonly length: number;
}

export interface Compacted {
  /** Files that have become part of others. */
  readonly merged: number;
  /** Paths of files that were cut short or are no Parquet; they stay as they are. */
  readonly broken: readonly string[];
}

/** HDFS takes the names in the URL. */
const maxFiles = 50;
/** Of one file: its footer is about a kilobyte for each. */
const maxRowGroups = 2_000;
/** A directory with more entries is listed in several calls (dfs.ls.limit), between which a name must not change. */
const entriesOfOneListing = 900;
/** What readers of files pass over; some read every name that ends in .parquet. */
export const hidden = '.compaction-';
/** The name of what stands in a directory from the beginning to the end of its compaction. */
export const underWay = 'under-way';

const byFirst = (a: RawFile, b: RawFile): number => a.first - b.first;
const byName = (a: RawFile, b: RawFile): number => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));

/**
 * Makes few files of a partition's files of one day that has ended, so that at every moment each record stands in exactly
 * one file that readers see. The newest file stays as it is: the archive reads from its name how far the partition is.
 * How, and why a crash or a second compaction does no harm: docs/decisions/017-compaction-by-concat.md.
 */
export async function compactPartition(
  hdfs: WebHdfs,
  directory: string,
  of: RawFile,
  newId: () => string,
): Promise<Compacted> {
  const broken = new Set<string>();
  let merged = 0;
  for (let more = true; more;) {
    more = false;
    for (let after: number | undefined = -1; after !== undefined;) {
      const token = await takeToken(hdfs, directory, newId());
      const group = await nextGroup(hdfs, await olderFiles(hdfs, directory, of), after, broken);
      if (group.length > 1) {
        await merge(hdfs, directory, group, token);
        merged += group.length;
        more = true;
      }
      after = group.at(-1)?.last;
    }
  }
  await clear(hdfs, directory);
  return { merged, broken: [...broken] };
}

/** The raw files of a directory. */
export async function rawFiles(hdfs: WebHdfs, directory: string): Promise<RawFile[]> {
  const files: RawFile[] = [];
  for await (const { path, length, type } of hdfs.list(directory)) {
    const coverage = coverageOf(path);
    if (type === 'FILE' && coverage !== undefined) files.push({ ...coverage, path, length });
  }
  return files;
}

/** A file that each concatenation uses up: whoever begins after us removes it, and what we are about to do fails. */
async function takeToken(hdfs: WebHdfs, directory: string, id: string): Promise<FileStatus> {
  await clear(hdfs, directory);
  const path = `${directory}/${hidden}${id}`;
  await hdfs.create(path, Buffer.from(id));
  const status = await hdfs.status(path);
  if (status === undefined)
    throw new PlatformError('hdfs_refused', `${path} is gone: something else compacts the same directory`);
  return status;
}

async function clear(hdfs: WebHdfs, directory: string): Promise<void> {
  const left: string[] = [];
  for await (const { path } of hdfs.list(directory)) {
    // Dots come before letters.
    if (!baseName(path).startsWith('.')) break;
    if (baseName(path).startsWith(hidden) && !path.endsWith(`/${hidden}${underWay}`)) left.push(path);
  }
  for (const path of left) await hdfs.delete(path);
}

/** The partition's files before the newest whole one, in order. */
async function olderFiles(hdfs: WebHdfs, directory: string, { topic, partition }: RawFile): Promise<RawFile[]> {
  const all = await rawFiles(hdfs, directory);
  const own = all.filter((file) => file.topic === topic && file.partition === partition);
  for (const newest of own.toSorted((a, b) => b.last - a.last))
    if (await isWholeParquet(hdfs, newest)) return own.filter((file) => file !== newest).toSorted(byFirst);
  return own.toSorted(byFirst);
}

/** With what it really covers, which after a concatenation may be more than it is named for. */
type FileWithFooter = RawFile & { readonly footer: FileMetaData };

/** The next files after an offset that can become one: one follows the other, with the same columns, and not too many. */
async function nextGroup(
  hdfs: WebHdfs,
  files: readonly RawFile[],
  after: number,
  broken: Set<string>,
): Promise<FileWithFooter[]> {
  const group: FileWithFooter[] = [];
  let rowGroups = 0;
  for (const listed of files.filter(({ first }) => first > after)) {
    const footer = await readFooter(hdfs, listed);
    if (footer === undefined) broken.add(listed.path);
    if (footer === undefined && group.length === 0) continue;
    if (footer === undefined) break;
    const file = { ...(await named(hdfs, listed, footer)), footer };
    const previous = group.at(-1);
    rowGroups += footer.row_groups.length;
    const follows =
      previous === undefined || (file.first === previous.last + 1 && haveSameSchema(previous.footer, footer));
    const fits = group.length === 0 || (group.length < maxFiles && rowGroups <= maxRowGroups);
    if (!follows || !fits) break;
    group.push(file);
  }
  return group;
}

/** Gives a file the name that its footer says it has since a concatenation. */
async function named(hdfs: WebHdfs, file: RawFile, footer: FileMetaData): Promise<RawFile> {
  const meant = footer.key_value_metadata?.find(({ key }) => key === pathKey)?.value ?? '';
  const directory = parentOf(file.path);
  const coverage = coverageOf(meant);
  const isOfHere = baseName(parentOf(`/${meant}`)) === baseName(directory);
  if (coverage === undefined || !isOfHere || coverage.first > file.first || coverage.last < file.last) return file;
  const path = `${directory}/${baseName(meant)}`;
  const isRenamed = path !== file.path && (await renameUnseen(hdfs, file.path, path));
  return { ...file, ...coverage, path: isRenamed ? path : file.path };
}

/** Renames where no listing can miss the file, having passed its new name and not yet come to its old one. */
async function renameUnseen(hdfs: WebHdfs, from: string, to: string): Promise<boolean> {
  let entries = 0;
  for await (const _ of hdfs.list(parentOf(from))) if (++entries > entriesOfOneListing) return false;
  return hdfs.rename(from, to);
}

/**
 * Appends all to the one whose name comes last, in one step of the NameNode: who lists the directory meanwhile in several
 * calls may find names of files that are gone, but never misses one.
 */
async function merge(
  hdfs: WebHdfs,
  directory: string,
  group: readonly FileWithFooter[],
  token: FileStatus,
): Promise<void> {
  const [first, last, target] = [group.at(0), group.at(-1), group.toSorted(byName).at(-1)];
  if (first === undefined || last === undefined || target === undefined) return;
  const others = group.filter((file) => file !== target);
  const name = fileName({ ...first, last: last.last });
  const footer = concatenatedFooter([target, ...others, { length: token.length }], {
    [pathKey]: `${dayDirectory(dayNamedBy(directory) ?? '')}/${name}`,
  });
  const footerPath = `${token.path}-footer`;
  await hdfs.create(footerPath, footer, { overwrite: true });
  await hdfs.concat(target.path, [...others.map(({ path }) => path), token.path, footerPath]);
  await renameUnseen(hdfs, target.path, `${directory}/${name}`);
}
