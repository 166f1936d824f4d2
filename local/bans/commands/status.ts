import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import logUpdate from 'log-update';
import type { Sweep } from '../../../modules/ban-sweeps/sweep.ts';
import { callApi } from '../../client-api/call.ts';
import { duration } from '../../command-line/duration.ts';
import { printable, shortened } from '../../command-line/printable.ts';
import { printResult } from '../../command-line/options.ts';
import { plainTable } from '../../observe/table.ts';
import { statusAnswerSchema, type Status } from '../answer.ts';
import { apiOptions, withOptions } from '../change.ts';
import { moderatorsApi, type ModeratorOptions } from '../moderators-api.ts';
import { counted, timeText } from '../rule-text.ts';
import { rateOf, secondsLeft } from '../sweep-text.ts';
import { unreadableText } from '../unreadable.ts';

interface StatusOptions extends ModeratorOptions {
  readonly watch?: boolean;
}

const lookEveryMs = 2_000;

const examples = `
Examples:
  npm run bans -- status
  npm run bans -- status --watch`;

export const statusCommand = withOptions(
  new Command('status')
    .description('the list, and how far products are judged again after its changes (sweeps)')
    .option('--watch', 'show it again and again until Ctrl-C'),
  ...apiOptions('{list_version, rules, in_force, unreadable, sweeps}'),
)
  .addHelpText('after', examples)
  .action(status);

async function status(options: StatusOptions): Promise<void> {
  const api = await moderatorsApi(options);
  const look = (): Promise<Status> => callApi(api, '/bans/status', {}, statusAnswerSchema);
  if (options.watch !== true) {
    const seen = await look();
    printResult(options, seen, statusText(seen));
    return;
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  while (!stop.signal.aborted) {
    const seen = await look();
    if (process.stdout.isTTY && options.json !== true) logUpdate(`${statusText(seen)}\n\nCtrl-C ends this`);
    else printResult(options, seen, `${statusText(seen)}\n`);
    await pause(lookEveryMs, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  logUpdate.done();
}

/** The list and its sweeps, the rules that cannot be read last. */
function statusText({ list_version, rules, in_force, unreadable, sweeps }: Status): string {
  const head =
    `version ${list_version}: ${counted(rules)} rules, ${counted(in_force)} in force, ` +
    `${counted(unreadable.length)} cannot be read`;
  return [head, sweeps.length === 0 ? 'no sweeps yet' : sweepTable(sweeps), ...unreadableText(unreadable)].join('\n\n');
}

function sweepTable(sweeps: readonly Sweep[]): string {
  const table = plainTable(
    ['sweep', 'state', 'begun', 'looked at', 'judged again', 'a second', 'left', 'rules'],
    ['left', 'left', 'left', 'right', 'right', 'right', 'right', 'left'],
  );
  for (const sweep of sweeps) {
    const { state, looked_at, to_look_at, judged_again, started_at, rule_ids } = sweep;
    const [rate, left] = [rateOf(sweep), state === 'running' ? secondsLeft(sweep) : undefined];
    table.push([
      versionsOf(sweep),
      state,
      timeText(started_at),
      `${counted(looked_at)} of ${counted(to_look_at)}`,
      counted(judged_again),
      rate === undefined ? '' : counted(Math.round(rate)),
      left === undefined ? '' : duration(left),
      shortened(rule_ids === undefined ? 'the whole catalogue' : printable(rule_ids.join(', '))),
    ]);
  }
  return table.toString();
}

/** The versions of the rules that a sweep is about; when only time has passed there are none. */
function versionsOf({ from_version: from, to_version: to }: Sweep): string {
  if (from === undefined || to === undefined) return 'by time';
  return from === to ? String(from) : `${from}–${to}`;
}
