import { setTimeout as pause } from 'node:timers/promises';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { FunctionName } from '../../modules/platform/function-names.ts';
import { compose, type Instance } from '../instance/instance.ts';
import { chooser, type Choice } from './choose.ts';
import { FunctionLog } from './function-log.ts';
import { readLine, type LogLine } from './line.ts';
import { followService, logSize, serviceLines } from './service-log.ts';

export interface Wanted extends Choice {
  /** How many are shown of what is there already, where no time is asked for. */
  readonly last: number;
  readonly follow: boolean;
}

const lookEvery = 1_000;

/** A server's log as far as it is wanted; with `follow` it does not end. */
export async function* linesOfService(instance: Instance, service: string, wanted: Wanted): AsyncGenerator<LogLine> {
  if (instance.inContainers)
    throw new PlatformError('input_invalid', `the log of a container is where Docker is: ${compose} logs ${service}`);
  const isShown = chooser(wanted);
  const end = logSize(instance, service);
  const there: LogLine[] = [];
  for await (const text of serviceLines(instance, service)) keep(there, readLine(text), isShown, wanted);
  yield* there;
  if (!wanted.follow) return;
  for await (const text of followService(instance, service, end)) {
    const line = readLine(text);
    if (isShown(line)) yield line;
  }
}

/** A function's log as far as it is wanted; with `follow` it does not end. */
export async function* linesOfFunction(
  instance: Instance,
  name: FunctionName,
  wanted: Wanted,
): AsyncGenerator<LogLine> {
  const log = new FunctionLog(instance, name, wanted.since ?? 0);
  const isShown = chooser(wanted);
  const there: LogLine[] = [];
  try {
    for (const { at, text } of await log.next()) keep(there, readLine(text, at), isShown, wanted);
    yield* there;
    while (wanted.follow) {
      await pause(lookEvery);
      for (const { at, text } of await log.next()) {
        const line = readLine(text, at);
        if (isShown(line)) yield line;
      }
    }
  } finally {
    log.close();
  }
}

function keep(there: LogLine[], line: LogLine, isShown: (line: LogLine) => boolean, { since, last }: Wanted): void {
  if (!isShown(line)) return;
  there.push(line);
  if (since === undefined && there.length > last) there.shift();
}
