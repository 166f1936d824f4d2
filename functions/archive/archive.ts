import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import type { KafkaStep } from '../../modules/lambda/kafka-function.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import { archiveClaims } from '../../modules/raw-files/claims.ts';
import { readMark, type Mark } from '../../modules/raw-files/watermark.ts';
import {
  archivePlaces,
  dayOf,
  type ArchivePlaces,
  type Coverage,
  type PartitionOfTopic,
} from '../../modules/raw-files/paths.ts';

export interface ArchiveOptions {
  readonly hdfs: WebHdfs;
  readonly places?: ArchivePlaces;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

interface Counts {
  readonly archived: number;
  /** Records that were in a file already. */
  readonly skipped: number;
  readonly files: number;
}

/**
 * Milliseconds for which a mark is believed without reading it again. Far below the hour after which a day's files may be
 * compacted: a mark is only ever compared with names that are still there.
 */
const believedFor = 600_000;

/** How often somebody else may come first with a partition before the batch is given back. */
const mostRounds = 6;

/**
 * Brings the records of a batch into HDFS, each exactly once, also when batches come again with other borders, after a
 * crash at any moment, and from two pollers at once. Throws when HDFS fails; doing the batch again is harmless.
 */
export function archive({ hdfs, places = archivePlaces, now }: ArchiveOptions): KafkaStep {
  const claims = archiveClaims(hdfs, places);
  const marks = new Map<string, { readonly mark: Mark; readonly at: number }>();

  async function archivePartition(place: PartitionOfTopic, records: readonly KafkaRecord[]): Promise<Counts> {
    const id = `${place.topic}+${place.partition}`;
    const believed = marks.get(id);
    marks.delete(id);
    const isFresh = believed !== undefined && now() - believed.at < believedFor;
    let mark = isFresh ? believed.mark : await readMark(hdfs, places.raw, place);
    let archived = 0;
    for (let round = 0; round < mostRounds; round++) {
      const fresh = records.filter(({ offset }) => offset > mark.last);
      if (fresh.length === 0) {
        marks.set(id, { mark, at: now() });
        return { archived, skipped: records.length - archived, files: archived > 0 ? 1 : 0 };
      }
      const file = fileFor(place, fresh, mark, dayOf(now()));
      const isPublished = await claims.publish(fresh, file, mark);
      if (isPublished) archived = fresh.length;
      mark = isPublished ? file : await readMark(hdfs, places.raw, place);
    }
    throw new PlatformError(
      'hdfs_exists',
      `${id} cannot be archived after offset ${mark.last}: look for a broken file that stands where the next one belongs, in ` +
        `${places.raw}/${place.topic} or ${places.staging}/claims, and move it away`,
    );
  }

  return async (records) => {
    const outcomes = await Promise.allSettled(
      Array.from(byPartition(records).values(), ({ place, records: own }) => archivePartition(place, own)),
    );
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return sum(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])));
  };
}

/**
 * The file of the records after a mark. It covers everything from the mark on, also offsets that Kafka has no record for;
 * and its day is never before the mark's, whatever the clocks of several machines say.
 */
export function fileFor(
  place: PartitionOfTopic,
  fresh: readonly KafkaRecord[],
  mark: Mark,
  today: string,
): Coverage & { readonly day: string } {
  const first = mark.last < 0 ? (fresh[0]?.offset ?? 0) : mark.last + 1;
  const last = fresh.at(-1)?.offset ?? first;
  return { ...place, first, last, day: today > mark.day ? today : mark.day };
}

function byPartition(records: readonly KafkaRecord[]) {
  const groups = new Map<string, { readonly place: PartitionOfTopic; readonly records: KafkaRecord[] }>();
  for (const record of records) {
    const { topic, partition } = record;
    const group = groups.get(`${topic}+${partition}`) ?? { place: { topic, partition }, records: [] };
    group.records.push(record);
    groups.set(`${topic}+${partition}`, group);
  }
  return groups;
}

const sum = (all: readonly Counts[]) => ({
  archived: all.reduce((total, { archived }) => total + archived, 0),
  skipped: all.reduce((total, { skipped }) => total + skipped, 0),
  files: all.reduce((total, { files }) => total + files, 0),
});
