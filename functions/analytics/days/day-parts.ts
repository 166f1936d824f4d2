import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import type { Topic } from '../../../modules/platform/topics.ts';
import { entriesOf, keysOf } from '../../../modules/objects/entries.ts';
import type { Log } from '../../../modules/logging/log.ts';
import { dayOf } from '../../../modules/raw-files/paths.ts';
import type { FileStatus, WebHdfs } from '../../../modules/webhdfs/webhdfs.ts';
import type { AnalyticsDirectories } from '../directories.ts';
import type { DayPart } from '../engine.ts';
import type { InputTable } from '../input-tables.ts';
import { dayQuery } from '../queries.ts';
import { keptDays, type KeptDays } from './kept-days.ts';
import { findRawDays, maxLooks, wholeFiles, type RawDay } from './raw-files.ts';

/** Input tables of which each day is computed by itself: its rows come from single records, whatever else there is. */
const dailyTables = {
  sent_prices: { from: 'product_records', topic: 'products' },
  activity: { from: 'activity_records', topic: 'client_queries' },
} as const satisfies Partial<Record<InputTable, Pick<DayPart, 'from'> & { readonly topic: Topic }>>;

type DailyTableName = keyof typeof dailyTables;

/** Raise it when an engine makes something else of the same raw record: what is kept of days is computed anew then. */
const revision = 1;

export interface DaySearch {
  readonly hdfs: WebHdfs;
  readonly directories: AnalyticsDirectories;
  /** Epoch milliseconds; days before it are not needed. */
  readonly since: number;
  readonly log: Log;
}

/** A day that has to be computed, and under which id it is to be kept. */
export interface MissingDay extends DayPart {
  readonly day: string;
  readonly id: string;
}

export interface Days {
  /** Files of the days that are kept already. */
  readonly inputs: Record<DailyTableName, string[]>;
  readonly missing: readonly MissingDay[];
}

/**
 * What earlier runs have kept of each day, and which days are to be computed: those whose raw files have changed since, be it
 * today's, or an old one's that late records came for or that was compacted.
 */
export async function findDays(search: DaySearch): Promise<Days> {
  const { hdfs, directories, since } = search;
  const days: Days & { missing: MissingDay[] } = { inputs: { sent_prices: [], activity: [] }, missing: [] };
  const kept = keptDays(hdfs, directories);
  for (const [table, { topic }] of entriesOf(dailyTables)) {
    const raw = await findRawDays(hdfs, `${directories.raw}/${topic}`, since);
    const looked = await pLimit(maxLooks).map(raw, (day) => lookAt(search, kept, table, day));
    for (const found of looked)
      if (Array.isArray(found)) days.inputs[table].push(...found);
      else days.missing.push(found);
  }
  return { ...days, missing: days.missing.filter(({ files }) => files.length > 0) };
}

/** The files that are kept of a day, or what is to be computed. */
async function lookAt(
  { hdfs, log }: DaySearch,
  kept: KeptDays,
  table: DailyTableName,
  { day, files }: RawDay,
): Promise<string[] | MissingDay> {
  const id = idOf(dayQuery(table), files);
  const there = await kept.files({ table, day, id });
  if (there !== undefined) return there;
  return { ...partOf(table, day, await wholeFiles(hdfs, files, log)), day, id };
}

/** What raw files of a day say for a table. */
export function partOf(table: DailyTableName, day: string, files: readonly string[]): DayPart {
  const { from } = dailyTables[table];
  return { name: `${table}.${day}`, table, from, sql: dayQuery(table), files };
}

/** The same for the same query over the same files. */
const idOf = (sql: string, files: readonly FileStatus[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        revision,
        sql,
        files.map(({ path, length, modificationTime }) => [path, length, modificationTime]),
      ]),
    )
    .digest('hex')
    .slice(0, 32);

/** Removes what is kept of days that no run needs any more. */
export async function forgetDays({ hdfs, directories, since }: Omit<DaySearch, 'log'>): Promise<void> {
  const kept = keptDays(hdfs, directories);
  const firstDay = dayOf(since);
  for (const table of keysOf(dailyTables)) await kept.forget(table, firstDay);
}
