import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { Command, Option } from 'commander';
import { Registry } from 'prom-client';
import { describeError } from '../../modules/errors/platform-error.ts';
import { processLog as log } from '../../modules/logging/process-log.ts';
import { serveStatus } from '../../modules/logging/status-server.ts';
import { beforeRounds, repeatRounds } from '../../modules/retry/rounds.ts';
import { emfMetrics } from './metrics.ts';
import { positionsIn } from './position-file.ts';
import { publishNewLines } from './publisher.ts';
import { engineTimeouts, intervalMs, maxAgeMs } from './settings.ts';

interface Options {
  readonly positionFile: string;
  readonly logGroups: string;
  readonly host: string;
  readonly port: number;
  readonly endpointUrl: string;
  readonly region: string;
}

const program = new Command('node local/emf/main.ts')
  .description(
    'Puts the metrics that functions write into their logs (embedded metric format) into CloudWatch, beside cloud engines ' +
      'that do not extract them themselves. Until SIGTERM. See local/emf/README.md.',
  )
  .requiredOption('--position-file <file>', 'where is written down how far each log group was read; made when missing')
  .option('--log-groups <prefix>', 'read the log groups whose names begin so', '/aws/lambda/')
  .option('--host <name>', 'where GET /status and GET /metrics are answered', '127.0.0.1')
  .option('--port <number>', 'and at which port', Number, 4569)
  .addOption(new Option('--endpoint-url <url>', 'the engine').env('AWS_ENDPOINT_URL').makeOptionMandatory())
  .addOption(new Option('--region <name>', 'its region').env('AWS_REGION').makeOptionMandatory())
  .addHelpText('after', '\nThe credentials for the engine are found as by any AWS SDK: AWS_ACCESS_KEY_ID, a profile, …')
  .parse();

const { positionFile, logGroups: prefix, host, port, endpointUrl, region } = program.opts<Options>();
const engine = { endpoint: endpointUrl, region, ...engineTimeouts };
const registry = new Registry();
const metrics = emfMetrics(registry);
const status = beforeRounds();
const stopping = new AbortController();
const dependencies = {
  logs: new CloudWatchLogsClient({ ...engine, maxAttempts: 2 }),
  // A request that is repeated unknowingly would count twice.
  cloudwatch: new CloudWatchClient({ ...engine, maxAttempts: 1 }),
  prefix,
  positions: positionsIn(positionFile, { otherwise: Date.now() - maxAgeMs, now: Date.now() }),
  metrics,
  log,
  now: Date.now,
};

const server = await serveStatus({ host, port }, () => status, registry).catch((error: unknown) =>
  program.error(describeError(error)),
);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
log.info('reading the embedded metric format', { prefix, port });

await repeatRounds(status, {
  intervalMs,
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
