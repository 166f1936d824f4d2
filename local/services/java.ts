import type { ProcessCommand } from '../instance/process.ts';
import { javaBinary } from '../setup/paths.ts';
import { serverEnvironment } from './environment.ts';

/** A Java server: its class path, main class, and the flags of its virtual machine. */
export interface JavaProgram {
  readonly classPath: string;
  readonly main: string;
  readonly args: readonly string[];
  readonly flags: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Flags for servers that share a small machine: they start in half the time with the quick compiler only,
 * and the serial collector needs the least memory and no threads of its own.
 */
export const smallMachine: readonly string[] = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

const always = [
  // A server without memory must be seen as dead, not go on half alive.
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.net.preferIPv4Stack=true',
  '-Djava.awt.headless=true',
  '--enable-native-access=ALL-UNNAMED',
];

export function javaCommand(program: JavaProgram): ProcessCommand {
  const { classPath, main, args, flags, env = {} } = program;
  return {
    command: javaBinary(),
    args: [...always, ...flags, '-cp', classPath, main, ...args],
    env: serverEnvironment(env),
  };
}
