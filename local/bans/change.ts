import { Option, type Command } from 'commander';
import type { Api } from '../client-api/call.ts';
import { instanceOption, jsonOption, printResult } from '../command-line/options.ts';
import type { ChangedAnswer } from './answer.ts';
import { awaitSweep } from './await-sweep.ts';
import { moderatorOption, type ModeratorOptions } from './moderators-api.ts';

/** Options of a command that changes a rule. */
export interface ChangeOptions extends ModeratorOptions {
  readonly why?: string;
  /** Undefined when nothing was said of it. */
  readonly wait?: boolean;
}

/** Options of every command that asks the API. `json` is what stands on stdout with `--json`. */
export const apiOptions = (json: string): Option[] => [instanceOption(), moderatorOption(), jsonOption(json)];

export const whyOption = (): Option => new Option('--why <text>', 'why it is changed: stands in the history');

export const forceOption = (): Option => new Option('--force', 'also when it matches more than 5% of the catalogue');

export const waitOptions = (): Option[] => [
  new Option('--wait', 'show progress until every product that it touches is judged again (default at a terminal)'),
  new Option('--no-wait', 'do not wait for that'),
];

export function withOptions(command: Command, ...options: readonly Option[]): Command {
  for (const option of options) command.addOption(option);
  return command;
}

/** Prints what was changed; then, if wanted, shows how products are judged again, until Ctrl-C. */
export async function tellChange(api: Api, options: ChangeOptions, answer: ChangedAnswer, text: string): Promise<void> {
  printResult(options, answer, text);
  if (!(options.wait ?? process.stdout.isTTY)) return;
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  await awaitSweep(api, answer.sweep, process.stderr, stop.signal);
}
