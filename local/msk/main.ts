import { once } from 'node:events';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { Command } from 'commander';
import { mappingGroups } from '../../modules/platform/access.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import { adminConnection } from '../../modules/kafka/admin-connection.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import { defaultInstanceName, findInstance } from '../instance/instance.ts';
import { kafkaAs } from '../kafka/client.ts';
import { repeatRounds } from '../../modules/retry/rounds.ts';
import { clusterName } from '../../modules/platform/instance/cluster.ts';
import { localCluster } from './cluster.ts';
import { lagRound } from './lag-metrics.ts';
import { mskServer } from './server.ts';
import { hostOf } from '../../modules/platform/instance/hosts.ts';

/** MSK puts its metrics once a minute. The engine's alarms look back minute by minute from now: each must hold a value. */
const interval = 30_000;

const { instance: name } = new Command('node local/msk/main.ts')
  .description(
    'Answers the calls of the MSK API by which functions find the brokers of an instance, and puts the lag of consumer ' +
      'groups into CloudWatch as MSK does, until SIGTERM.',
  )
  .option('--instance <name>', 'the instance whose brokers it describes', defaultInstanceName)
  .parse()
  .opts<{ instance: string }>();

const instance = findInstance(name);
const { ports } = instance;
const log = jsonLog((line) => process.stdout.write(`{"time":"${new Date().toISOString()}",${line.slice(1)}`));
const server = mskServer(localCluster(instance)).listen(ports.msk, hostOf(instance, 'msk'));
await once(server, 'listening');
log.info('answering the MSK API', { instance: name, port: ports.msk });

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    stopping.abort();
    server.close();
    server.closeAllConnections();
  });

const kafka = adminConnection(
  async () => kafkaAs(instance, 'metrics', { retry: { retries: 2 } }),
  new Set(mappingGroups.map(({ topic }) => topic)),
);
const cloudwatch = new CloudWatchClient({
  ...engineClientConfig(instance),
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000 },
  maxAttempts: 1,
});
await repeatRounds(
  { state: 'waiting', lastRound: null, lastError: null },
  {
    intervalMs: interval,
    round: lagRound({ kafka, cloudwatch, groups: mappingGroups, clusterName, now: Date.now }),
    onFailure: (error, delayMs) => log.error('consumer lag not put', error, { next_ms: delayMs }),
    signal: stopping.signal,
  },
);
await kafka.close();
cloudwatch.destroy();
