import { Command, Option } from 'commander';
import { describeError } from '../../modules/errors/platform-error.ts';
import { instanceOption, portOffsetOption, type InstanceOptions } from '../command-line/options.ts';
import { engineChoice, parseCommandLine } from '../command-line/run.ts';
import { defaultEngine, type EngineChoice } from '../instance/engine-choice.ts';
import { instanceAt } from '../instance/instance.ts';
import { renderAddresses } from '../observe/addresses.ts';
import { titleOf } from '../observe/title.ts';
import { takeDown } from '../platform/down.ts';
import { isUp } from '../services/running.ts';
import { showFlow } from '../platform/live.ts';
import { bringUp } from '../platform/up.ts';
import { findAddresses } from '../platform/addresses.ts';

interface Options extends InstanceOptions {
  readonly detach?: boolean;
  readonly sample: boolean;
  readonly portOffset: number;
  readonly engine: EngineChoice;
}

const program = new Command('npm start --')
  .description('Sets up and starts the whole platform, sends a sample catalogue, and shows the flow until Ctrl-C.')
  .option('--detach', 'return once the flow is up and leave it running; `npm stop` ends it')
  .option('--no-sample', 'start with nothing in it')
  .addOption(instanceOption('one of several platforms beside each other'))
  .addOption(portOffsetOption())
  .addOption(
    new Option('--engine <engine>', 'ministack, localstack, or the address of a LocalStack that runs already')
      .default(defaultEngine)
      .argParser(engineChoice),
  )
  .addHelpText('after', '\nExit code: 0 it runs, or ran until Ctrl-C; 1 it could not be started; 2 wrong usage.');
parseCommandLine(program);

/** Milliseconds in which the engine says where the API is; it may be busy with its first calls. */
const addressTimeoutMs = 10_000;

const { detach, sample, instance: name, portOffset, engine } = program.opts<Options>();
const instance = instanceAt(name, portOffset, { engine });
const wasUp = isUp(instance);

/** Ctrl-C and SIGTERM end the live view, or a start that is under way. */
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort(signal));
const interruption = new Promise<'interrupted'>((resolve) =>
  interrupted.signal.addEventListener('abort', () => resolve('interrupted')),
);

async function run(): Promise<number> {
  const up = bringUp(instance, { sample }).then(
    () => 'up' as const,
    () => 'failed' as const,
  );
  const outcome = await Promise.race([up, interruption]);
  if (outcome === 'interrupted') return 130;
  if (outcome === 'failed') return 1;
  process.stdout.write(
    `\n${titleOf(instance)}\n\n${renderAddresses(await findAddresses(instance, addressTimeoutMs))}\n`,
  );
  if (detach === true) return 0;
  await showFlow(instance, interrupted.signal, 'Ctrl-C останавливает всё');
  return 0;
}

const code = await run().catch((error: unknown) => {
  process.stderr.write(`\n${describeError(error)}\n`);
  return 1;
});
const leaveRunning = (detach === true && code === 0) || (wasUp && code !== 0);
// A start that was interrupted may still have been about to start a server.
if (!leaveRunning)
  do await takeDown(instance);
  while (isUp(instance));
process.exit(code);
