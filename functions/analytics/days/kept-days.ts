import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { dayDirectory, dayNamedBy } from '../../../modules/raw-files/paths.ts';
import { listIfThere } from '../../../modules/webhdfs/if-there.ts';
import type { WebHdfs } from '../../../modules/webhdfs/webhdfs.ts';
import type { AnalyticsDirectories } from '../directories.ts';

/** A day of an input table, as it was computed from certain files. */
export interface KeptDay {
  readonly table: string;
  /** Such as 2026-11-22. */
  readonly day: string;
  /** Stands for the files and the query. */
  readonly id: string;
}

/** What runs have computed of single days: `<results>/days/<table>/dt=<day>/<id>/`, whole when `_SUCCESS` is in it. */
export interface KeptDays {
  /** Paths of the files of a day; undefined when it is not there, or was computed from other files. */
  files(day: KeptDay): Promise<string[] | undefined>;
  /** Takes a directory of files over as a day, in the place of what was kept of that day before. */
  keep(day: KeptDay, directory: string): Promise<void>;
  /** Removes the days of a table before this one. */
  forget(table: string, firstDay: string): Promise<void>;
}

const success = '_SUCCESS';

export function keptDays(hdfs: WebHdfs, { results }: AnalyticsDirectories): KeptDays {
  const home = (table: string): string => `${results}/days/${table}`;
  const homeOf = ({ table, day }: KeptDay): string => `${home(table)}/${dayDirectory(day)}`;
  return {
    async files(day) {
      const paths = (await listIfThere(hdfs, `${homeOf(day)}/${day.id}`)).map(({ path }) => path);
      if (!paths.some((path) => path.endsWith(`/${success}`))) return undefined;
      return paths.filter((path) => path.endsWith('.parquet'));
    },
    async keep(day, directory) {
      const path = `${homeOf(day)}/${day.id}`;
      await hdfs.mkdirs(homeOf(day));
      // What a run that broke off has moved without calling it whole.
      await hdfs.delete(path, { recursive: true });
      if (!(await hdfs.rename(directory, path)))
        throw new PlatformError('hdfs_refused', `${directory} cannot be moved to ${path}`);
      await hdfs.create(`${path}/${success}`, Buffer.alloc(0), { overwrite: true });
      for (const other of await listIfThere(hdfs, homeOf(day)))
        if (other.path !== path) await hdfs.delete(other.path, { recursive: true });
    },
    async forget(table, firstDay) {
      for (const { path } of await listIfThere(hdfs, home(table)))
        if ((dayNamedBy(path) ?? firstDay) < firstDay) await hdfs.delete(path, { recursive: true });
    },
  };
}
