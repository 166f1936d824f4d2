import { existsSync, statSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { classPath, javaBinary, toolDirectory, type JarSet } from '../setup/paths.ts';
import { stampOf } from '../setup/stamp.ts';

/** A file that an archive is made from. */
export interface Origin {
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** An archive is named for the Java and the jars that it is made from, so that none is ever out of date. */
export const archiveName = (jars: JarSet, origins: readonly Origin[]): string =>
  `${jars}.${stampOf(origins.map(({ name, size, mtimeMs }) => `${name} ${size} ${mtimeMs}`)).slice(0, 16)}.jsa`;

/** Where classes of these jars stand, read and checked, for Java to start with. */
export function classArchive(jars: JarSet): string {
  const origins = [javaBinary(), ...classPath(jars).split(delimiter)].map((file) => {
    const { size, mtimeMs } = statSync(file);
    return { name: basename(file), size, mtimeMs };
  });
  return join(toolDirectory('class-archives'), archiveName(jars, origins));
}

/** Moved to an address by chance, as Java does it otherwise, each server would have a copy of its own: 40 MB more for each. */
const inPlace = ['-XX:+UnlockDiagnosticVMOptions', '-XX:ArchiveRelocationMode=0'];

/**
 * Has Java use an archive, or write down the classes that it loads for one to be made. Java leaves an archive alone that is
 * damaged or of other jars; what it would say of it does not belong on a program's output.
 */
export function archiveFlags(archive: string, classList: string | undefined): readonly string[] {
  if (existsSync(archive))
    return [
      `-XX:SharedArchiveFile=${archive}`,
      ...inPlace,
      '-XX:+VerifySharedSpaces',
      '-Xlog:cds*=off',
      '-Xlog:aot*=off',
    ];
  return classList === undefined ? [] : [`-XX:DumpLoadedClassList=${classList}`];
}
