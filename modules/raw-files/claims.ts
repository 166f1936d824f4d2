import type { KafkaRecord } from '../kafka/record.ts';
import { readFooter } from '../parquet/footer.ts';
import { baseName, parentOf } from '../webhdfs/address.ts';
import { hasCode } from '../webhdfs/failure.ts';
import type { WebHdfs } from '../webhdfs/webhdfs.ts';
import { hasMovedOn, readWatermark, type Watermark } from './watermark.ts';
import { claimPath, dayDirectory, fileName, type ArchiveDirectories } from './paths.ts';
import type { Coverage, TopicPartition } from './paths.ts';
import { recordFile } from './record-file.ts';

export interface Claims {
  /**
   * Publishes the records after a watermark, when nobody else does. False when that is not certain: then the partition's
   * watermark has to be read anew. Afterwards nothing stands under the claim's name any more.
   */
  publish(
    records: readonly KafkaRecord[],
    file: Coverage & { readonly day: string },
    watermark: Watermark,
  ): Promise<boolean>;
  /**
   * Publishes what a crashed or slow owner left under a claim's name, or removes it when its records are published already.
   * Resolves to the path below the topic that it was moved to, if so.
   */
  settle(claim: string): Promise<string | undefined>;
}

/** In the file's own metadata: its path below the topic's directory, so that whoever finds a claim can publish it. */
export const pathKey = 'marketplace.path';

/** Why at most one file for the same offsets is ever published: docs/decisions/016-files-exactly-once.md. */
export function archiveClaims(hdfs: WebHdfs, directories: ArchiveDirectories): Claims {
  /** Directories that are known to be there; on failures none is any more. */
  const made = new Set<string>();
  const move = async (claim: string, topic: string, path: string): Promise<boolean> => {
    const to = `${directories.raw}/${topic}/${path}`;
    const directory = parentOf(to);
    try {
      if (!made.has(directory)) await hdfs.mkdirs(directory);
      made.add(directory);
      return await hdfs.rename(claim, to);
    } catch (error) {
      made.clear();
      throw error;
    }
  };

  async function settle(claim: string): Promise<string | undefined> {
    const topicPartition = startOfClaim(claim);
    const path = await pathOf(hdfs, claim);
    if (topicPartition === undefined || path === undefined) return undefined;
    if ((await readWatermark(hdfs, directories, topicPartition)).last < topicPartition.start)
      return (await move(claim, topicPartition.topic, path)) ? path : undefined;
    await hdfs.delete(claim);
    return undefined;
  }

  return {
    settle,
    async publish(records, file, watermark) {
      const path = `${dayDirectory(file.day)}/${fileName(file)}`;
      const claim = claimPath(directories, file, watermark.last + 1);
      const isClaimed = await hdfs.publish(claim, recordFile(records, { [pathKey]: path }), directories);
      if (!isClaimed) {
        await settle(claim);
        return false;
      }
      if (await hasMovedOn(hdfs, directories, file, watermark)) return (await settle(claim)) === path;
      return move(claim, file.topic, path);
    },
  };
}

const claimNamed = /^(?<topic>[^+]+)\+(?<partition>\d+)\+(?<start>\d+)$/;

function startOfClaim(path: string): (TopicPartition & { readonly start: number }) | undefined {
  const groups = claimNamed.exec(baseName(path))?.groups;
  if (groups === undefined) return undefined;
  return { topic: groups['topic'] ?? '', partition: Number(groups['partition']), start: Number(groups['start']) };
}

/** Where a claim's file belongs; undefined when somebody has moved it meanwhile, and perhaps put another there. */
async function pathOf(hdfs: WebHdfs, claim: string): Promise<string | undefined> {
  const status = await hdfs.status(claim);
  if (status === undefined) return undefined;
  try {
    const footer = await readFooter(hdfs, status);
    return footer?.key_value_metadata?.find(({ key }) => key === pathKey)?.value;
  } catch (error) {
    if (hasCode(error, 'hdfs_not_found')) return undefined;
    throw error;
  }
}
