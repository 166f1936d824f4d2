import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance, notRunning } from '../instance/instance.ts';
import { isRunning } from '../instance/process.ts';
import { superUser } from './client.ts';
import { hadoopCommand, writeConfiguration } from './configuration.ts';

const examples = `
Examples:
  npm run -s hdfs -- -ls -R /analytics
  npm run -s hdfs -- -cat /analytics/categories/latest
  npm run -s hdfs -- --user archive -put products.parquet /staging/archive
  npm run -s hdfs -- -help
  npm run -s hdfs -- dfsadmin -report
  npm run -s hdfs -- fsck / -list-corruptfileblocks

Exit code: 0 done, 1 failed, 2 wrong usage.`;

/** Programs of Hadoop beside its shell, by the names that \`hdfs\` has for them. */
const programs: Readonly<Record<string, string>> = {
  dfsadmin: 'org.apache.hadoop.hdfs.tools.DFSAdmin',
  fsck: 'org.apache.hadoop.hdfs.tools.DFSck',
};
const shell = 'org.apache.hadoop.fs.FsShell';
/** -1, with which Hadoop's tools end when they do not know what they are told. */
const hadoopWrongUsage = 255;

const program = new Command('npm run hdfs --')
  .description(
    "Hadoop's own file system shell (hdfs dfs) on the platform's HDFS; with dfsadmin or fsck that tool instead.",
  )
  .addOption(instanceOption())
  .option('--user <name>', 'user to act as', superUser)
  .helpOption('--help', 'show this; -help shows what the shell can do')
  .argument('<command...>', 'command of the shell with its options, from the first one on')
  .allowUnknownOption()
  .passThroughOptions()
  .addHelpText('after', examples)
  .action(run);

async function run(args: readonly string[], options: InstanceOptions & { user: string }): Promise<void> {
  const instance = findInstance(options.instance);
  if (!instance.inContainers && !isRunning(instance, 'namenode')) throw notRunning(instance);
  writeConfiguration(instance, 'client');
  const [first = '', ...rest] = args;
  const tool = programs[first];
  const hadoop = tool === undefined ? { main: shell, args } : { main: tool, args: rest };
  const { command, args: all, env } = hadoopCommand(instance, 'client', { ...hadoop, user: options.user });
  const child = spawn(command, all, { cwd: process.env['INIT_CWD'], env, stdio: ['inherit', 'inherit', 'pipe'] });
  const ended = once(child, 'exit');
  for await (const line of untilUsage(createInterface({ input: child.stderr }))) process.stderr.write(`${line}\n`);
  const [code]: (number | null)[] = await ended;
  if (code !== 0) process.exitCode = code === hadoopWrongUsage ? 2 : 1;
}

/** What went wrong is on the first line; what all commands can do follows on dozens of others. */
async function* untilUsage(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let isUsage = false;
  for await (const line of lines) {
    isUsage ||= line.startsWith('Usage:');
    if (!isUsage) yield line;
  }
}

await runCommandLine(program);
