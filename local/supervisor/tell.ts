import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { alertmanager, alertmanagerUrl } from '../services/alertmanager.ts';
import { isWanted } from '../services/services.ts';

const answerTimeoutMs = 5_000;

const program = new Command('node local/supervisor/tell.ts')
  .description('Passes alerts from standard input on to Alertmanager, where there is one. The supervisor runs this.')
  .addOption(instanceOption())
  .action(tell);

async function tell({ instance: name }: InstanceOptions): Promise<void> {
  const instance = findInstance(name);
  if (!isWanted(instance, alertmanager)) return;
  const response = await fetch(`${alertmanagerUrl(instance)}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: await text(process.stdin),
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  if (!response.ok)
    throw new PlatformError('server_not_ready', `Alertmanager answered ${response.status}: ${await response.text()}`);
}

await runCommandLine(program);
