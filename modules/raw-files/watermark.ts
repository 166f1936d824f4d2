import { isWholeParquet, type ParquetFile } from '../parquet/footer.ts';
import { entriesIfThere, listIfThere } from '../webhdfs/if-there.ts';
import type { WebHdfs } from '../webhdfs/webhdfs.ts';
import {
  coverageOf,
  dayDirectory,
  dayNamedBy,
  dayOf,
  futureDays,
  isFuture,
  namePrefix,
  type ArchiveDirectories,
  type TopicPartition,
} from './paths.ts';

/** How far a partition is archived. */
export interface Watermark {
  /** Everything up to this offset is; -1 when nothing is. */
  readonly last: number;
  /** Later offsets are in no file of an earlier day. */
  readonly day: string;
}

const noWatermark: Watermark = { last: -1, day: '' };

/**
 * Reads a partition's watermark from the names of its files: the greatest last offset in the newest day that has one, and in
 * the days that were in the future when a wrong clock had files written there: later ones do not follow them. Files that were
 * cut short count for nothing.
 */
export async function readWatermark(
  hdfs: WebHdfs,
  directories: ArchiveDirectories,
  topicPartition: TopicPartition,
): Promise<Watermark> {
  const directory = `${directories.raw}/${topicPartition.topic}`;
  const days = await daysFrom(hdfs, directory, '');
  const odd = await oddDays(hdfs, directories, topicPartition.topic, days);
  let { last, day } = noWatermark;
  for (const present of days.filter((one) => !odd.has(one)).toReversed()) {
    last = await lastArchivedOffset(hdfs, `${directory}/${dayDirectory(present)}`, topicPartition);
    if (last < 0) continue;
    day = present;
    break;
  }
  for (const one of odd)
    last = Math.max(last, await lastArchivedOffset(hdfs, `${directory}/${dayDirectory(one)}`, topicPartition));
  return { last, day };
}

/** Whether a file begins right after this watermark. Looks only where one can be: in the watermark's day and later ones. */
export async function hasMovedOn(
  hdfs: WebHdfs,
  directories: ArchiveDirectories,
  topicPartition: TopicPartition,
  watermark: Watermark,
): Promise<boolean> {
  if (watermark.last < 0) return (await readWatermark(hdfs, directories, topicPartition)).last >= 0;
  const directory = `${directories.raw}/${topicPartition.topic}`;
  const prefix = namePrefix(topicPartition, watermark.last + 1);
  for (const day of await daysFrom(hdfs, directory, watermark.day))
    for await (const { path } of entriesIfThere(hdfs, `${directory}/${dayDirectory(day)}`, { after: prefix })) {
      if (path.includes(`/${prefix}`)) return true;
      break;
    }
  return false;
}

/** The days of a topic that are in the future, or were when they were seen first, which is written down. */
async function oddDays(
  hdfs: WebHdfs,
  directories: ArchiveDirectories,
  topic: string,
  days: readonly string[],
): Promise<ReadonlySet<string>> {
  const marks = futureDays(directories, topic);
  const today = dayOf(await hdfs.now());
  const marked = new Set((await listIfThere(hdfs, marks)).map(({ path }) => dayNamedBy(path)));
  const future = days.filter((day) => isFuture(day, today));
  for (const day of future) if (!marked.has(day)) await hdfs.mkdirs(`${marks}/${dayDirectory(day)}`);
  return new Set(days.filter((day) => marked.has(day) || future.includes(day)));
}

/** The days of a topic from one on, oldest first. */
async function daysFrom(hdfs: WebHdfs, directory: string, first: string): Promise<string[]> {
  const days: string[] = [];
  for await (const { path } of entriesIfThere(hdfs, directory, { after: 'dt=' })) {
    const day = dayNamedBy(path);
    if (day !== undefined && day >= first) days.push(day);
  }
  return days;
}

/** In a day's directory; -1 when it has none. */
async function lastArchivedOffset(hdfs: WebHdfs, directory: string, topicPartition: TopicPartition): Promise<number> {
  const found: { readonly last: number; readonly file: ParquetFile }[] = [];
  const prefix = namePrefix(topicPartition);
  for await (const file of entriesIfThere(hdfs, directory, { after: prefix })) {
    if (!file.path.includes(`/${prefix}`)) break;
    const coverage = coverageOf(file.path);
    if (coverage !== undefined) found.push({ last: coverage.last, file });
  }
  for (const { last, file } of found.toSorted((a, b) => b.last - a.last))
    if (await isWholeParquet(hdfs, file)) return last;
  return -1;
}
