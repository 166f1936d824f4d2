import type { Readable } from 'node:stream';
import { PlatformError } from '../errors/platform-error.ts';
import { childOf, parentOf } from './address.ts';
import type { Content } from './content.ts';
import { hasCode } from './failure.ts';
import type { Moves, MoveOutcome } from './moves.ts';
import type { Names } from './names.ts';
import type { Persistence } from './persistence.ts';

interface Parts {
  readonly names: Names;
  readonly moves: Moves;
  readonly content: Content;
  readonly persistence: Persistence;
  /** A name that nobody else uses, on each call. */
  readonly temporaryName: () => string;
}

/** See WebHdfs.publish. */
export async function publish(
  { names, moves, content, persistence, temporaryName }: Parts,
  path: string,
  bytes: Buffer | Readable,
  staging: string,
): Promise<boolean> {
  /** Each attempt under a name of its own: what an earlier one may still write is nobody's. */
  async function stage(): Promise<string> {
    const temporary = childOf(staging, temporaryName());
    try {
      const sent = await content.create(temporary, bytes, false);
      const stored = (await names.inode(temporary))?.status.length;
      if (stored === sent) return temporary;
      throw new PlatformError('hdfs_unavailable', `CREATE ${temporary}: ${stored} of ${sent} bytes were stored`);
    } catch (error) {
      await discard(temporary);
      throw error;
    }
  }

  /** What cannot be removed now is left in `staging`: it does no harm there. */
  const discard = (temporary: string): Promise<unknown> => moves.delete(temporary, false).catch(() => undefined);

  async function move(temporary: string): Promise<MoveOutcome> {
    try {
      return await moves.rename(temporary, path);
    } catch (error) {
      if (!hasCode(error, 'hdfs_not_found')) throw error;
      await names.mkdirs(parentOf(path));
      return moves.rename(temporary, path);
    }
  }

  const temporary = Buffer.isBuffer(bytes) ? await persistence.persistently(stage) : await stage();
  try {
    const outcome = await move(temporary);
    if (outcome === 'source gone')
      throw new PlatformError('hdfs_not_found', `RENAME ${temporary}: somebody took it away before it was published`);
    if (outcome === 'destination taken') await discard(temporary);
    return outcome === 'moved';
  } catch (error) {
    await discard(temporary);
    throw error;
  }
}
