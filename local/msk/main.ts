import { once } from 'node:events';
import { Command } from 'commander';
import { defaultInstanceName, findInstance } from '../instance/instance.ts';
import { localCluster } from './cluster.ts';
import { mskServer } from './server.ts';

const { instance: name } = new Command('node local/msk/main.ts')
  .description('Answers the calls of the MSK API by which functions find the brokers of an instance, until SIGTERM.')
  .option('--instance <name>', 'the instance whose brokers it describes', defaultInstanceName)
  .parse()
  .opts<{ instance: string }>();

const { ports } = findInstance(name);
const server = mskServer(localCluster(ports)).listen(ports.msk, '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`MSK API of instance ${name} on http://127.0.0.1:${ports.msk}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
