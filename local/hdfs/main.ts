import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Command } from 'commander';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { superUser } from './client.ts';
import { hadoopCommand, writeConfiguration } from './configuration.ts';

const examples = `
Examples:
  npm run -s hdfs -- -ls -R /analytics
  npm run -s hdfs -- -cat /analytics/categories/latest
  npm run -s hdfs -- --user archive -put products.parquet /staging/archive
  npm run -s hdfs -- -help

Exit code: that of Hadoop's shell, 0 done; 1 also when the instance was never started.`;

const program = new Command('npm run hdfs --')
  .description("Hadoop's own file system shell (hdfs dfs) on the platform's HDFS.")
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
  writeConfiguration(instance, 'client');
  const shell = { main: 'org.apache.hadoop.fs.FsShell', args, user: options.user };
  const { command, args: all, env } = hadoopCommand(instance, 'client', shell);
  const child = spawn(command, all, { cwd: process.env['INIT_CWD'], env, stdio: 'inherit' });
  const [code]: (number | null)[] = await once(child, 'exit');
  process.exitCode = code ?? 1;
}

await runCommandLine(program);
