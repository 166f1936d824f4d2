import { PlatformError } from '../errors/platform-error.ts';
import type { KafkaRecord } from '../kafka/record.ts';
import { readFooter } from '../parquet/footer.ts';
import { baseName, parentOf } from '../webhdfs/address.ts';
import { hasCode } from '../webhdfs/failure.ts';
import type { WebHdfs } from '../webhdfs/webhdfs.ts';
import { hasMovedOn, readMark, type Mark } from './mark.ts';
import { claimPath, dayDirectory, fileName, type ArchivePlaces } from './paths.ts';
import type { Coverage, PartitionOfTopic } from './paths.ts';
import { recordFile } from './record-file.ts';

export interface Claims {
  /**
   * Publishes the records after a mark, when nobody else does. False when that is not certain: then the partition's mark
   * has to be read anew. Afterwards nothing stands under the claim's name any more.
   */
  publish(records: readonly KafkaRecord[], file: Coverage & { readonly day: string }, mark: Mark): Promise<boolean>;
  /**
   * Publishes what a crashed or slow owner left under a claim's name, or removes it when its records are published already.
   * Resolves to the path below the topic that it was moved to, if so.
   */
  settle(claim: string): Promise<string | undefined>;
}

interface ClaimsOptions {
  readonly hdfs: WebHdfs;
  readonly places: ArchivePlaces;
  /** Makes names that nobody else makes. */
  readonly newId: () => string;
}

/** In the file's own metadata: its path below the topic's directory, so that whoever finds a claim can publish it. */
export const pathKey = 'marketplace.path';

/** Why at most one file for the same offsets is ever published: docs/decisions/016-files-exactly-once.md. */
export function archiveClaims({ hdfs, places, newId }: ClaimsOptions): Claims {
  /** Directories that are known to be there; on failures none is any more. */
  const made = new Set<string>();
  const moveInto = async (from: string, to: string): Promise<boolean> => {
    const directory = parentOf(to);
    try {
      if (!made.has(directory)) await hdfs.mkdirs(directory);
      made.add(directory);
      return await hdfs.rename(from, to);
    } catch (error) {
      made.clear();
      throw error;
    }
  };

  async function stage(content: Buffer): Promise<string> {
    const path = `${places.staging}/${newId()}.parquet`;
    try {
      await hdfs.create(path, content);
      const length = (await hdfs.status(path))?.length;
      if (length === content.length) return path;
      throw new PlatformError(
        'hdfs_unavailable',
        `${path} has ${length} bytes of ${content.length}; it is written anew`,
      );
    } catch (error) {
      await hdfs.delete(path).catch(() => undefined);
      throw error;
    }
  }

  const move = (claim: string, topic: string, path: string): Promise<boolean> =>
    moveInto(claim, `${places.raw}/${topic}/${path}`);

  async function settle(claim: string): Promise<string | undefined> {
    const place = placeOfClaim(claim);
    const path = await pathOf(hdfs, claim);
    if (place === undefined || path === undefined) return undefined;
    if ((await readMark(hdfs, places.raw, place)).last < place.start)
      return (await move(claim, place.topic, path)) ? path : undefined;
    await hdfs.delete(claim);
    return undefined;
  }

  return {
    settle,
    async publish(records, file, mark) {
      const path = `${dayDirectory(file.day)}/${fileName(file)}`;
      const claim = claimPath(places, file, mark.last + 1);
      const staged = await stage(recordFile(records, { [pathKey]: path }));
      if (!(await moveInto(staged, claim))) {
        await hdfs.delete(staged);
        await settle(claim);
        return false;
      }
      if (await hasMovedOn(hdfs, places.raw, file, mark)) return (await settle(claim)) === path;
      return move(claim, file.topic, path);
    },
  };
}

const claimNamed = /^(?<topic>[^+]+)\+(?<partition>\d+)\+(?<start>\d+)$/;

function placeOfClaim(path: string): (PartitionOfTopic & { readonly start: number }) | undefined {
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
