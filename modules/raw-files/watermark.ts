import { isWholeParquet, type ParquetFile } from '../parquet/footer.ts';
import { entriesIfThere } from '../webhdfs/if-there.ts';
import type { WebHdfs } from '../webhdfs/webhdfs.ts';
import { coverageOf, dayDirectory, dayNamedBy, namePrefix, type TopicPartition } from './paths.ts';

/** How far a partition is archived. */
export interface Watermark {
  /** Everything up to this offset is; -1 when nothing is. */
  readonly last: number;
  /** The day of the file that ends there. Later offsets are never in files of an earlier day. */
  readonly day: string;
}

const noWatermark: Watermark = { last: -1, day: '' };

type Reader = Pick<WebHdfs, 'list' | 'read'>;

/**
 * Reads a partition's watermark from the names of its files: the greatest last offset in the newest day that has one. Files
 * that were cut short count for nothing.
 */
export async function readWatermark(hdfs: Reader, raw: string, topicPartition: TopicPartition): Promise<Watermark> {
  const directory = `${raw}/${topicPartition.topic}`;
  const days = await daysFrom(hdfs, directory, '');
  for (const day of days.toReversed()) {
    const last = await lastArchivedOffset(hdfs, `${directory}/${dayDirectory(day)}`, topicPartition);
    if (last !== undefined) return { last, day };
  }
  return noWatermark;
}

/** Whether a file begins right after this watermark. Looks only where one can be: in the watermark's day and later ones. */
export async function hasMovedOn(
  hdfs: Reader,
  raw: string,
  topicPartition: TopicPartition,
  watermark: Watermark,
): Promise<boolean> {
  if (watermark.last < 0) return (await readWatermark(hdfs, raw, topicPartition)).last >= 0;
  const directory = `${raw}/${topicPartition.topic}`;
  const prefix = namePrefix(topicPartition, watermark.last + 1);
  for (const day of await daysFrom(hdfs, directory, watermark.day))
    for await (const { path } of entriesIfThere(hdfs, `${directory}/${dayDirectory(day)}`, { after: prefix })) {
      if (path.includes(`/${prefix}`)) return true;
      break;
    }
  return false;
}

/** The days of a topic from one on, oldest first. */
async function daysFrom(hdfs: Reader, directory: string, first: string): Promise<string[]> {
  const days: string[] = [];
  for await (const { path } of entriesIfThere(hdfs, directory, { after: 'dt=' })) {
    const day = dayNamedBy(path);
    if (day !== undefined && day >= first) days.push(day);
  }
  return days;
}

async function lastArchivedOffset(
  hdfs: Reader,
  directory: string,
  topicPartition: TopicPartition,
): Promise<number | undefined> {
  const found: { readonly last: number; readonly file: ParquetFile }[] = [];
  const prefix = namePrefix(topicPartition);
  for await (const file of entriesIfThere(hdfs, directory, { after: prefix })) {
    if (!file.path.includes(`/${prefix}`)) break;
    const coverage = coverageOf(file.path);
    if (coverage !== undefined) found.push({ last: coverage.last, file });
  }
  for (const { last, file } of found.toSorted((a, b) => b.last - a.last))
    if (await isWholeParquet(hdfs, file)) return last;
  return undefined;
}
