import { archive } from '../../functions/archive/archive.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { compactRaw } from '../../modules/raw-files/compact.ts';
import { MemoryHdfs, type Turn } from './memory-hdfs.ts';
import { readOffsets } from './read-records.ts';
import { aRecord } from './records.ts';

export const noon = Date.parse('2026-11-22T12:00:00Z');
/** When the day of `noon` is compacted. */
export const nextDay = Date.parse('2026-11-23T01:00:00Z');
export const directory = '/raw/products/dt=2026-11-22';

export const records = (from: number, to: number, partition = 0): KafkaRecord[] =>
  Array.from({ length: to - from }, (_, n) => ({
    ...aRecord('products', `p${from + n}`, {}, { offset: from + n }),
    partition,
  }));

const made = new Map<string, MemoryHdfs>();

/** A day with this many files of two records each. It is made once; each test has a copy. */
export async function aDay(files: number, entriesOfOneListing = 3): Promise<MemoryHdfs> {
  const name = `${files} files, ${entriesOfOneListing} in one listing`;
  const known = made.get(name);
  if (known !== undefined) return known.copy();
  const hdfs = new MemoryHdfs(entriesOfOneListing);
  const step = archive({ hdfs: hdfs.client() });
  for (let n = 0; n < files; n++) await step(records(2 * n, 2 * n + 2));
  made.set(name, hdfs);
  return hdfs.copy();
}

let ids = 0;

export const compact = (hdfs: MemoryHdfs, now = nextDay, turn?: Turn) =>
  compactRaw(
    hdfs.client(turn, () => now),
    { newId: () => `id-${ids++}` },
  );

/** The names of the files that a reader of the day sees. */
export const visible = (hdfs: MemoryHdfs): string[] =>
  hdfs.below('/raw').flatMap((path) => (path.endsWith('.parquet') ? [path.slice(directory.length + 1)] : []));

const known = new WeakMap<Buffer, Promise<number[]>>();

/** The offsets in a Parquet file, which is read once. */
export function offsetsIn(content: Buffer): Promise<number[]> {
  const offsets = known.get(content) ?? readOffsets(content);
  known.set(content, offsets);
  return offsets;
}

/** What a reader of all *.parquet files sees now, in order. */
export async function rows(hdfs: MemoryHdfs): Promise<number[]> {
  const contents = hdfs
    .below('/raw')
    .flatMap((path) => (path.endsWith('.parquet') ? (hdfs.files.get(path) ?? []) : []));
  return (await Promise.all(contents.map(offsetsIn))).flat().toSorted((a, b) => a - b);
}

export const upTo = (end: number): number[] => Array.from({ length: end }, (_, n) => n);

/** What ends a client in the middle of its work. */
export class Died extends Error {}
