import { zipSync } from 'fflate';
import type { PackagedFile } from './bundle.ts';

/** A date that every package has, so that the same files make the same bytes: the earliest that ZIP can express. */
const mtime = new Date(1980, 0, 1);
/** Lambda unpacks files with the rights that the package names: readable by everyone, in Unix terms. */
const readable = { os: 3, attrs: 0o644 << 16 };

/** The package of a function. Level 1: DuckDB's library has 70 MB, and a better one takes many times as long. */
export const zip = (files: readonly PackagedFile[]): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ name, contents }) => [name, contents])), { level: 1, mtime, ...readable });
