import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { raiseAlerts } from '../alertmanager/alertmanager.ts';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { alertmanager } from '../services/alertmanager.ts';
import { isWanted } from '../services/services.ts';

const program = new Command('node local/supervisor/tell.ts')
  .description('Passes alerts from standard input on to Alertmanager, where there is one. The supervisor runs this.')
  .addOption(instanceOption())
  .action(tell);

async function tell({ instance: name }: InstanceOptions): Promise<void> {
  const instance = findInstance(name);
  if (!isWanted(instance, alertmanager)) return;
  await raiseAlerts(instance, await text(process.stdin));
}

await runCommandLine(program);
