import type { FileMetaData } from 'hyparquet';
import { concatenatedFooter, haveSameSchema } from '../parquet/concatenate.ts';
import { isWholeParquet, readFooter } from '../parquet/footer.ts';
import { baseName, parentOf } from '../webhdfs/address.ts';
import type { FileStatus, WebHdfs } from '../webhdfs/webhdfs.ts';
import { pathKey } from './claims.ts';
import { clearTokens, takeToken } from './compaction-token.ts';
import { coverageOf, dayDirectory, dayNamedBy, fileName, type Coverage, type TopicPartition } from './paths.ts';

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
  of: TopicPartition,
  newId: () => string,
): Promise<Compacted> {
  const broken = new Set<string>();
  const mergeNext = async (after: number): Promise<Step | undefined> => {
    const token = await takeToken(hdfs, directory, newId());
    const group = await nextGroup(hdfs, await olderFiles(hdfs, directory, of), after, broken);
    if (group.length > 1) await merge(hdfs, directory, group, token);
    const last = group.at(-1)?.last;
    return last === undefined ? undefined : { merged: group.length > 1 ? group.length : 0, last };
  };
  let merged = 0;
  let mergedInRound: number;
  do {
    mergedInRound = await mergeRound(mergeNext);
    merged += mergedInRound;
    // Files that have become one may be few enough to be merged with others.
  } while (mergedInRound > 0);
  await clearTokens(hdfs, directory);
  return { merged, broken: [...broken] };
}

/** What one group came to: how many files were merged, and the last offset among them. */
interface Step {
  readonly merged: number;
  readonly last: number;
}

/** Goes through the partition once, group by group; resolves with how many files have become part of others. */
async function mergeRound(mergeNext: (after: number) => Promise<Step | undefined>): Promise<number> {
  let merged = 0;
  let step = await mergeNext(-1);
  while (step !== undefined) {
    merged += step.merged;
    step = await mergeNext(step.last);
  }
  return merged;
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

/** The partition's files before the newest whole one, in order. */
async function olderFiles(hdfs: WebHdfs, directory: string, { topic, partition }: TopicPartition): Promise<RawFile[]> {
  const all = await rawFiles(hdfs, directory);
  const own = all.filter((file) => file.topic === topic && file.partition === partition);
  for (const newest of own.toSorted((a, b) => b.last - a.last))
    if (await isWholeParquet(hdfs, newest)) return own.filter((file) => file !== newest).toSorted(byFirst);
  return own.toSorted(byFirst);
}

/** With what it really covers, which after a concatenation may be more than it is named for. */
type FileWithFooter = RawFile & { readonly footer: FileMetaData };

/** Files that can become one, in order. */
type Group = readonly FileWithFooter[];

/** The next group after an offset; empty at the end. A file that is broken is passed over before a group, and ends it. */
async function nextGroup(hdfs: WebHdfs, files: readonly RawFile[], after: number, broken: Set<string>): Promise<Group> {
  const group: FileWithFooter[] = [];
  for (const listed of files.filter(({ first }) => first > after)) {
    const footer = await readFooter(hdfs, listed);
    if (footer === undefined) broken.add(listed.path);
    const file = footer && { ...(await named(hdfs, listed, footer)), footer };
    if (file !== undefined && canJoin(group, file)) group.push(file);
    else if (group.length > 0) break;
  }
  return group;
}

/** Whether a file follows the last of a group, with the same columns, and both together are not too much. */
function canJoin(group: Group, file: FileWithFooter): boolean {
  const previous = group.at(-1);
  if (previous === undefined) return true;
  const rowGroups = [...group, file].reduce((sum, { footer }) => sum + footer.row_groups.length, 0);
  return (
    file.first === previous.last + 1 &&
    haveSameSchema(previous.footer, file.footer) &&
    group.length < maxFiles &&
    rowGroups <= maxRowGroups
  );
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
async function merge(hdfs: WebHdfs, directory: string, group: Group, token: FileStatus): Promise<void> {
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
