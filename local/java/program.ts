import type { ProcessCommand } from '../instance/process.ts';
import { delimiter } from 'node:path';
import { classPath, javaBinary, type JarSet } from '../setup/paths.ts';
import { serverEnvironment } from '../instance/environment.ts';
import { archiveFlags, classArchive } from './class-archive.ts';

/** A Java server: its class path, main class, and the flags of its virtual machine. */
export interface JavaProgram {
  readonly jars: JarSet;
  /** Folders of its class path, behind the jars: an archive of classes holds those of jars that stand first. */
  readonly folders?: readonly string[];
  readonly main: string;
  readonly args: readonly string[];
  readonly flags: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where it writes down which classes it loads, as long as there is no archive of them. */
  readonly classList?: string;
}

/** The serial collector needs the least memory and no threads of its own. */
export const smallMachine: readonly string[] = ['-XX:+UseSerialGC'];

/**
 * For servers that do little: with the first compiler only they start in half the time. It lacks the processor's
 * instructions for AES, so whoever encrypts much is slower for ever: three brokers with TLS pass half as much.
 */
export const quickStart: readonly string[] = [...smallMachine, '-XX:TieredStopAtLevel=1'];

/** Flags of every Java. */
export const always: readonly string[] = [
  // A server without memory must be seen as dead, not go on half alive.
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.net.preferIPv4Stack=true',
  '-Djava.awt.headless=true',
  // What Java 18 made the default; 17 asks the locale.
  '-Dfile.encoding=UTF-8',
  '--enable-native-access=ALL-UNNAMED',
];

export function javaCommand(program: JavaProgram, archive = classArchive(program.jars)): ProcessCommand {
  const { jars, folders = [], main, args, flags, env, classList } = program;
  return {
    command: javaBinary(),
    args: [
      ...always,
      ...flags,
      ...archiveFlags(archive, classList),
      '-cp',
      [classPath(jars), ...folders].join(delimiter),
      main,
      ...args,
    ],
    env: serverEnvironment(env),
  };
}
