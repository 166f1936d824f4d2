import { join } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { Command } from 'commander';
import { Registry } from 'prom-client';
import { jsonLog } from '../../modules/logging/log.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import { serve } from '../event-source/server.ts';
import { hostOf } from '../../modules/platform/instance/hosts.ts';
import { defaultInstanceName, findInstance } from '../instance/instance.ts';
import { emfMetrics } from './metrics.ts';
import { positionsIn } from './position-file.ts';
import { publishNewLines } from './publisher.ts';
import { repeatRounds, type RoundsStatus } from '../../modules/retry/rounds.ts';

const interval = 5_000;
/** CloudWatch takes values of the last two weeks. */
const oldest = 14 * 24 * 3_600_000;

const { instance: name, logGroups: prefix } = new Command('node local/emf/main.ts')
  .description(
    'Puts the metrics that functions write into their logs (embedded metric format) into CloudWatch, on engines that ' +
      'do not extract them themselves. Until SIGTERM.',
  )
  .option('--instance <name>', 'the running instance', defaultInstanceName)
  .option('--log-groups <prefix>', 'read the log groups whose names begin so', '/aws/lambda/')
  .parse()
  .opts<{ instance: string; logGroups: string }>();

const instance = findInstance(name);
const log = jsonLog((line) => process.stdout.write(`{"time":"${new Date().toISOString()}",${line.slice(1)}`));
const bounds = { requestHandler: { connectionTimeout: 2_000, requestTimeout: 20_000 } };
const engine = engineClientConfig(instance);
const registry = new Registry();
const metrics = emfMetrics(registry);
const status: RoundsStatus = { state: 'waiting', lastRound: null, lastError: null };
const stopping = new AbortController();
const dependencies = {
  logs: new CloudWatchLogsClient({ ...engine, ...bounds, maxAttempts: 2 }),
  // A request that is repeated unknowingly would count twice.
  cloudwatch: new CloudWatchClient({ ...engine, ...bounds, maxAttempts: 1 }),
  prefix,
  positions: positionsIn(join(instance.directory, 'emf', 'positions.json'), {
    otherwise: Date.now() - oldest,
    now: Date.now(),
  }),
  metrics,
  log,
  now: Date.now,
};

const server = await serve({ host: hostOf(instance, 'emf'), port: instance.ports.emf }, () => status, registry);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
log.info('reading the embedded metric format', { prefix, port: instance.ports.emf });

await repeatRounds(status, {
  intervalMs: interval,
  round: () => publishNewLines(dependencies),
  onFailure: (error, delayMs) => {
    metrics.failures.inc();
    log.error('round failed', error, { next_ms: delayMs });
  },
  signal: stopping.signal,
});
server.close();
server.closeAllConnections();
log.info('stopped');
