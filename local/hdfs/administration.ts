import type { Instance } from '../instance/instance.ts';
import { runCommand } from '../setup/command.ts';
import { hadoopCommand, writeConfiguration } from './configuration.ts';

/** Milliseconds; it takes two seconds, most of them for the start of Java. */
const finishTimeoutMs = 60_000;

/** Does what only an administrator of HDFS may, with Hadoop's own tool: `hdfs dfsadmin …`. */
export async function dfsAdmin(instance: Instance, ...args: readonly string[]): Promise<void> {
  writeConfiguration(instance, 'client');
  const program = { main: 'org.apache.hadoop.hdfs.tools.DFSAdmin', args };
  const { command, args: all, env } = hadoopCommand(instance, 'client', program);
  await runCommand(command, all, { env, timeout: finishTimeoutMs });
}
