import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import type { KafkaStep } from '../../modules/lambda/kafka-function.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import { archiveClaims } from '../../modules/raw-files/claims.ts';
import { readWatermark, type Watermark } from '../../modules/raw-files/watermark.ts';
import {
  archiveDirectories,
  dayOf,
  isFuture,
  type ArchiveDirectories,
  type Coverage,
  type TopicPartition,
} from '../../modules/raw-files/paths.ts';

export interface ArchiveDependencies {
  readonly hdfs: WebHdfs;
  readonly directories?: ArchiveDirectories;
}

interface Counts {
  readonly archived: number;
  /** Records that were in a file already. */
  readonly skipped: number;
  readonly files: number;
}

/**
 * How long a watermark is used without reading it again, milliseconds. Far below the hour after which a day's files may
 * be compacted: a watermark is only ever compared with names that are still there.
 */
const watermarkTtlMs = 600_000;

/** How often somebody else may come first with a partition before the batch is given back. */
const maxRounds = 6;

/**
 * Brings the records of a batch into HDFS, each exactly once, also when batches come again with other borders, after a
 * crash at any moment, and from two pollers at once. Throws when HDFS fails; doing the batch again is harmless.
 */
export function archive({ hdfs, directories = archiveDirectories }: ArchiveDependencies): KafkaStep {
  const claims = archiveClaims(hdfs, directories);
  const watermarks = new Map<string, { readonly watermark: Watermark; readonly at: number }>();

  function known(id: string, now: number): Watermark | undefined {
    const cached = watermarks.get(id);
    watermarks.delete(id);
    const age = now - (cached?.at ?? 0);
    return age < 0 || age >= watermarkTtlMs ? undefined : cached?.watermark;
  }

  /** `now` is by HDFS's own clock, which all who archive share: days by their own would tell who is wrong. */
  async function archivePartition({ topicPartition, records }: Share, now: number): Promise<Counts> {
    const id = `${topicPartition.topic}+${topicPartition.partition}`;
    let watermark = known(id, now) ?? (await readWatermark(hdfs, directories, topicPartition));
    let archived = 0;
    for (let round = 0; round < maxRounds; round++) {
      const fresh = records.filter(({ offset }) => offset > watermark.last);
      if (fresh.length === 0) {
        watermarks.set(id, { watermark, at: now });
        return { archived, skipped: records.length - archived, files: archived > 0 ? 1 : 0 };
      }
      const file = fileFor(topicPartition, fresh, watermark, dayOf(now));
      const isPublished = await claims.publish(fresh, file, watermark);
      if (isPublished) archived = fresh.length;
      watermark = isPublished ? file : await readWatermark(hdfs, directories, topicPartition);
    }
    throw new PlatformError(
      'hdfs_exists',
      `${id} cannot be archived after offset ${watermark.last}: look for a broken file that stands where the next one belongs, in ` +
        `${directories.raw}/${topicPartition.topic} or ${directories.staging}/claims, and move it away`,
    );
  }

  return async (records) => {
    const shares = byPartition(records);
    const now = shares.length === 0 ? 0 : await hdfs.now();
    const outcomes = await Promise.allSettled(shares.map((share) => archivePartition(share, now)));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return sum(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])));
  };
}

/**
 * The file of the records after a watermark. It covers everything from the watermark on, also offsets that Kafka has no
 * record for; and its day is never before the watermark's, unless that is one of the future.
 */
export function fileFor(
  topicPartition: TopicPartition,
  fresh: readonly KafkaRecord[],
  watermark: Watermark,
  today: string,
): Coverage & { readonly day: string } {
  const first = watermark.last < 0 ? (fresh[0]?.offset ?? 0) : watermark.last + 1;
  const last = fresh.at(-1)?.offset ?? first;
  const isBehind = today < watermark.day && !isFuture(watermark.day, today);
  return { ...topicPartition, first, last, day: isBehind ? watermark.day : today };
}

/** What a batch has of one partition. */
interface Share {
  readonly topicPartition: TopicPartition;
  readonly records: readonly KafkaRecord[];
}

function byPartition(records: readonly KafkaRecord[]): Share[] {
  const groups = new Map<string, Share & { readonly records: KafkaRecord[] }>();
  for (const record of records) {
    const { topic, partition } = record;
    const group = groups.get(`${topic}+${partition}`) ?? { topicPartition: { topic, partition }, records: [] };
    group.records.push(record);
    groups.set(`${topic}+${partition}`, group);
  }
  return [...groups.values()];
}

const sum = (all: readonly Counts[]) => ({
  archived: all.reduce((total, { archived }) => total + archived, 0),
  skipped: all.reduce((total, { skipped }) => total + skipped, 0),
  files: all.reduce((total, { files }) => total + files, 0),
});
