import { userInfo } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { nonBlank } from '../../command-line/run.ts';
import { spanMs } from '../../command-line/since.ts';
import { dutyTime } from '../../../modules/duty-time/duty-time.ts';
import { findInstance } from '../../instance/instance.ts';
import { alertNames } from '../../monitoring/alert-names.ts';
import { readTelling } from '../../telegram/telling.ts';
import { keepSilence } from '../../alertmanager/alertmanager.ts';
import { cloudAlert } from '../../../modules/platform/cloud-alert.ts';
import { matchersOf } from '../untold.ts';

interface Options extends InstanceOptions, JsonOptions {
  readonly for: number;
  readonly reason: string;
  readonly label?: Readonly<Record<string, string>>;
}

const longestMs = 7 * 86_400_000;

const examples = `
Examples:
  npm run alerts -- silence BrokerDown --label broker=2 --for 2h --reason "меняем диск"
  npm run alerts -- silence marketplace-filter-errors --for 30m --reason "разбираемся"`;

export const silenceCommand = new Command('silence')
  .description('have nobody told of an alert for a while; it goes on to fire, and what follows from it stays silent')
  .argument('<alert>', 'its name, as `list` says it; of an alarm of the cloud: marketplace-…', known)
  .requiredOption('--for <time>', 'how long: 30m, 2h, 1d, a week at most', span)
  .requiredOption('--reason <text>', 'why, for those who look later', nonBlank)
  .option('--label <name=value>', 'only of those with this label; may be given again', labels)
  .addOption(instanceOption())
  .addOption(jsonOption('{silence_id, ends_at}'))
  .addHelpText('after', examples)
  .action(silence);

async function silence(alert: string, { instance, for: ms, reason, label = {}, ...options }: Options): Promise<void> {
  const endsAt = new Date(Date.now() + ms);
  const id = await keepSilence(findInstance(instance), {
    matchers: matchersOf({
      ...(isOfCloud(alert) ? { alertname: cloudAlert, alarm: alert } : { alertname: alert }),
      ...label,
    }),
    startsAt: new Date().toISOString(),
    endsAt: endsAt.toISOString(),
    createdBy: userInfo().username,
    comment: reason,
  });
  const told = `Тревога ${alert} молчит до ${dutyTime(endsAt, readTelling().timeZone)}. Раньше: npm run alerts -- unsilence ${id}`;
  printResult(options, { silence_id: id, ends_at: endsAt.toISOString() }, told);
}

const isOfCloud = (name: string): boolean => /^marketplace-[\w-]+$/u.test(name);

/** A name that nobody has would silence nothing, and nobody would know. */
function known(name: string): string {
  if (isOfCloud(name) || alertNames().includes(name)) return name;
  throw new InvalidArgumentError(
    `there is none of that name; there are ${alertNames().join(', ')}, and marketplace-….`,
  );
}

function span(text: string): number {
  const ms = spanMs(text);
  if (ms !== undefined && ms <= longestMs) return ms;
  throw new InvalidArgumentError('it must be 30m, 2h or 1d, a week at most.');
}

function labels(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { name, value } = /^(?<name>[a-z_]+)=(?<value>.+)$/u.exec(text)?.groups ?? {};
  if (name === undefined || value === undefined) throw new InvalidArgumentError('it must be name=value: broker=2.');
  return { ...before, [name]: value };
}
