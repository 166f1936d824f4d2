import { Command } from 'commander';
import {
  instanceOption,
  jsonOption,
  printResult,
  type InstanceOptions,
  type JsonOptions,
} from '../../command-line/options.ts';
import { findInstance } from '../../instance/instance.ts';
import { readTelling } from '../../telegram/telling.ts';
import { readFiring, readSilences } from '../../alertmanager/alertmanager.ts';
import { alertJson, alertsText } from '../text.ts';

interface Options extends InstanceOptions, JsonOptions {
  readonly all?: boolean;
}

export const listCommand = new Command('list')
  .description('alerts that fire now, and whether people are told of each; a table in Russian, or JSON')
  .option('--all', 'also those that only silence others, and those that follow from another one')
  .addOption(instanceOption())
  .addOption(jsonOption('{alerts}'))
  .action(list);

async function list({ all = false, instance: name, ...options }: Options): Promise<void> {
  const instance = findInstance(name);
  const [firing, silences] = await Promise.all([readFiring(instance), readSilences(instance)]);
  const shown = firing
    .filter(({ labels, status }) => all || (labels['severity'] !== 'none' && status.inhibitedBy.length === 0))
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  printResult(options, { alerts: shown.map(alertJson) }, alertsText(shown, silences, readTelling().timeZone));
}
