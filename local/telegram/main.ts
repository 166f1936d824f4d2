import { Command } from 'commander';
import { instanceOption, type InstanceOptions } from '../command-line/options.ts';
import { runCommandLine } from '../command-line/run.ts';
import { findInstance } from '../instance/instance.ts';
import { serveBotApi } from './server.ts';

const program = new Command('local/telegram')
  .description('Stands in for the Bot API of Telegram and keeps what it is sent: `npm run alerts -- inbox`.')
  .addOption(instanceOption('whose port and inbox'))
  .action(async ({ instance }: InstanceOptions) => {
    const server = await serveBotApi(findInstance(instance));
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        server.close();
        server.closeAllConnections();
      });
  });

await runCommandLine(program);
