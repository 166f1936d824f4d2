import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { serverEnvironment } from '../instance/environment.ts';
import { runCommand } from '../setup/command.ts';
import { classPath, javaBinary } from '../setup/paths.ts';
import { classArchive } from './class-archive.ts';
import { always, type JavaProgram } from './program.ts';

const timeoutMs = 3 * 60_000;

/** Whether a program has written down its classes and there is no archive of them. */
export const lacksArchive = ({ jars, classList }: JavaProgram, archive = classArchive(jars)): boolean =>
  classList !== undefined && existsSync(classList) && !existsSync(archive);

/**
 * Makes an archive of the classes that a program has loaded, which may be running. It stands in its place complete or not
 * at all, and never changes there: a Java that started with it reads it as long as it runs.
 */
export async function archiveClasses(program: JavaProgram, archive = classArchive(program.jars)): Promise<void> {
  if (program.classList === undefined) return;
  mkdirSync(dirname(archive), { recursive: true });
  const partial = `${archive}.${process.pid}.partial`;
  const names = `${partial}.classes`;
  try {
    writeFileSync(names, completeLines(readFileSync(program.classList, 'utf8')));
    const dump = ['-Xshare:dump', `-XX:SharedClassListFile=${names}`, `-XX:SharedArchiveFile=${partial}`];
    const flags = [...always, ...program.flags.map((flag) => withoutAgent(flag)), '-Xlog:disable'];
    const java = [javaBinary(), ...flags, ...dump, '-cp', classPath(program.jars)];
    // Servers that are at work go first.
    await runCommand('nice', ['-n', '19', ...java], { env: serverEnvironment(), timeout: timeoutMs });
    renameSync(partial, archive);
  } finally {
    for (const file of [partial, names]) rmSync(file, { force: true });
  }
  removeOthers(program, archive);
}

/** What is still being written ends amid a line. */
export const completeLines = (text: string): string => text.slice(0, text.lastIndexOf('\n') + 1);

/** An agent would start here, too. Java takes the archive only when it is made with the module that agents bring along. */
const withoutAgent = (flag: string): string =>
  flag.startsWith('-javaagent:') ? '--add-modules=java.instrument' : flag;

/** Archives of jars that are no longer there, and what was broken off. */
function removeOthers({ jars }: JavaProgram, archive: string): void {
  for (const file of readdirSync(dirname(archive)))
    if (file.startsWith(`${jars}.`) && file !== basename(archive))
      rmSync(join(dirname(archive), file), { force: true });
}
