import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { jsonOf } from '../../modules/errors/schema.ts';
import { readIfThere } from '../../modules/webhdfs/if-there.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import type { AnalyticsDirectories } from './directories.ts';

const leaseSchema = z.object({
  /** Made for this holding of the lock; names the files below. */
  token: z.string().regex(/^[\w-]+$/),
  run_id: z.string(),
  /** The time that the run works with, epoch milliseconds. */
  now: z.number(),
  owner: z.string(),
  /** Since when this owner holds it, epoch milliseconds. */
  since: z.number(),
});

export type Lease = z.infer<typeof leaseSchema>;

const heartbeatSchema = z.object({ expires_at: z.number() });

const lockPath = ({ results }: AnalyticsDirectories): string => `${results}/.lock`;
export const locksDirectory = ({ staging }: AnalyticsDirectories): string => `${staging}/locks`;
const heartbeatPath = (directories: AnalyticsDirectories, token: string): string =>
  `${locksDirectory(directories)}/${token}.alive`;

/** The files of the lock in HDFS. */
export interface LeaseFiles {
  /** False when there is a lease already. */
  put(lease: Lease): Promise<boolean>;
  read(): Promise<Lease | undefined>;
  /** Takes the lease of this holder away; false when that was done before. */
  remove(token: string): Promise<boolean>;
  /** When an owner counts as dead, epoch milliseconds; one without a heartbeat is dead already. */
  expiryOf(token: string): Promise<number>;
  writeHeartbeat(token: string, expiresAt: number): Promise<void>;
  removeHeartbeat(token: string): Promise<void>;
}

export function leaseFiles(hdfs: WebHdfs, directories: AnalyticsDirectories): LeaseFiles {
  const path = lockPath(directories);
  return {
    async put(lease) {
      const prepared = `${locksDirectory(directories)}/${lease.token}.lock`;
      await hdfs.create(prepared, Buffer.from(JSON.stringify(lease)), { overwrite: true });
      const placed = await hdfs.rename(prepared, path);
      if (!placed) await hdfs.delete(prepared);
      return placed;
    },
    async read() {
      const text = await readIfThere(hdfs, path);
      if (text === undefined) return undefined;
      const lease = leaseSchema.safeParse(jsonOf(text));
      if (lease.success) return lease.data;
      throw new PlatformError('analysis_running', `${path} is no lock of ours; look at it and remove it`);
    },
    remove: (token) => hdfs.rename(path, `${locksDirectory(directories)}/${token}.retired`),
    async expiryOf(token) {
      const text = await readIfThere(hdfs, heartbeatPath(directories, token));
      return text === undefined ? 0 : heartbeatSchema.parse(jsonOf(text)).expires_at;
    },
    // Under another name first: whoever reads it must not find half of it.
    async writeHeartbeat(token, expiresAt) {
      const unfinished = `${heartbeatPath(directories, token)}.part`;
      await hdfs.create(unfinished, Buffer.from(JSON.stringify({ expires_at: expiresAt })), { overwrite: true });
      await hdfs.replace(unfinished, heartbeatPath(directories, token));
    },
    async removeHeartbeat(token) {
      await hdfs.delete(heartbeatPath(directories, token));
    },
  };
}
