import { Command, Option } from 'commander';
import { functionNames, type FunctionName } from '../../modules/platform/function-names.ts';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine, wholeNumber } from '../command-line/run.ts';
import { since } from '../command-line/since.ts';
import { findInstance } from '../instance/instance.ts';
import { serviceNames } from '../services/services.ts';
import { readTelling } from '../telegram/telling.ts';
import { levels, type Level } from './line.ts';
import { linesOfFunction, linesOfService } from './lines.ts';
import { lineText } from './text.ts';

interface Options extends InstanceOptions {
  readonly function?: FunctionName;
  readonly service?: string;
  readonly since?: number;
  readonly level?: Level;
  readonly lines: number;
  readonly follow?: boolean;
}

const examples = `
Examples:
  npm run -s logs -- --function filter --since 10m
  npm run -s logs -- --function index --level error --follow
  npm run -s logs -- --service broker-2 --level warn

Exit code: 0 shown, also when there is nothing; 1 failed; 2 wrong usage.`;

const program = new Command('npm run logs --')
  .description("What a function or a server says of itself: a function's log from the cloud, a server's from its file.")
  .addOption(new Option('--function <name>', 'of this function').choices(functionNames))
  .addOption(new Option('--service <name>', 'of this server, from its run before on').choices(serviceNames))
  .option('--since <time>', 'only what came since then: 10m, 12h, 7d, or 2026-12-01T10:00Z', since)
  .addOption(
    new Option('--level <level>', 'only lines of this level and above, with what belongs to them').choices(levels),
  )
  .option('--lines <n>', 'without --since: how many at most, the last ones', wholeNumber(1, 100_000), 50)
  .option('--follow', 'go on with what comes until Ctrl-C')
  .addOption(instanceOption())
  .addHelpText('after', examples)
  .action(show);

async function show({ instance: name, function: functionName, service, ...options }: Options): Promise<void> {
  if ((functionName === undefined) === (service === undefined))
    program.error('error: name one of --function and --service', { exitCode: 2 });
  const instance = findInstance(name);
  const { timeZone } = readTelling();
  const choice = { since: options.since, level: options.level, last: options.lines, follow: options.follow === true };
  const lines =
    functionName === undefined
      ? linesOfService(instance, service ?? '', choice)
      : linesOfFunction(instance, functionName, choice);
  let shown = 0;
  for await (const line of lines) {
    process.stdout.write(`${lineText(line, timeZone)}\n`);
    shown += 1;
  }
  if (shown === 0) process.stderr.write('nothing: there are no such lines, or none since then\n');
}

await runCommandLine(program);
