import { hdfsDirectories } from '../platform/hdfs-directories.ts';
import { baseName } from '../webhdfs/address.ts';

/** Where the archive keeps its files. */
export interface ArchiveDirectories {
  /** Below it: <topic>/dt=<day>/<file>. */
  readonly raw: string;
  /** What is not published yet; its readers look elsewhere. */
  readonly staging: string;
}

export const archiveDirectories: ArchiveDirectories = {
  raw: hdfsDirectories.raw,
  staging: hdfsDirectories.archiveStaging,
};

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** What a file covers: every record of the partition from `first` to `last`. */
export interface Coverage extends TopicPartition {
  readonly first: number;
  readonly last: number;
}

const named = /^(?<topic>[^+]+)\+(?<partition>\d+)\+(?<first>\d+)\+(?<last>\d+)\.parquet$/;
const dayNamed = /^dt=(?<day>\d{4}-\d{2}-\d{2})$/;

export const fileName = ({ topic, partition, first, last }: Coverage): string =>
  `${topic}+${partition}+${first}+${last}.parquet`;

/** undefined for any other file. */
export function coverageOf(path: string): Coverage | undefined {
  const groups = named.exec(baseName(path))?.groups;
  if (groups === undefined) return undefined;
  const { topic = '', partition, first, last } = groups;
  return { topic, partition: Number(partition), first: Number(first), last: Number(last) };
}

/** What all names of a partition's files begin with, and those that begin at an offset. */
export const namePrefix = ({ topic, partition }: TopicPartition, first?: number): string =>
  `${topic}+${partition}+${first === undefined ? '' : `${first}+`}`;

export const dayDirectory = (day: string): string => `dt=${day}`;

/** The day of a directory below a topic; undefined when it is something else. */
export const dayNamedBy = (path: string): string | undefined => dayNamed.exec(baseName(path))?.groups?.['day'];

/** The UTC day, such as 2026-11-22; days compare as text. */
export const dayOf = (epochMilliseconds: number): string => new Date(epochMilliseconds).toISOString().slice(0, 10);

const oneDay = 86_400_000;

/** Whether a day lies further ahead of another one than clocks that disagree at midnight. */
export const isFuture = (day: string, today: string): boolean => day > dayOf(Date.parse(today) + oneDay);

/** Holds a directory for each day of a topic that was in the future when it was seen first. */
export const futureDays = ({ staging }: ArchiveDirectories, topic: string): string => `${staging}/future/${topic}`;

export const claimsDirectory = ({ staging }: ArchiveDirectories): string => `${staging}/claims`;

/** The one name under which the records after a partition's watermark can be claimed. */
export const claimPath = (
  directories: ArchiveDirectories,
  { topic, partition }: TopicPartition,
  start: number,
): string => `${claimsDirectory(directories)}/${topic}+${partition}+${start}`;
