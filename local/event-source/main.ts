import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import { processLog as log } from '../../modules/logging/process-log.ts';
import { serveStatus } from '../../modules/logging/status-server.ts';
import { connect } from './connection.ts';
import { InProcessFunctions } from './in-process/functions.ts';
import { engineInvoke } from './invoke.ts';
import type { Mapping } from './mapping.ts';
import { eventSourceMetrics } from './metrics.ts';
import { command, type Options } from './options.ts';
import { Poller, type InFlight } from './poller.ts';
import { MappingReport } from './report.ts';
import { settings } from './settings.ts';
import { stackReader, type StackReading } from './stack/stack-reader.ts';
import { levelsOf, statusOf } from './status.ts';
import { Supervisor } from './supervisor.ts';

type Where = Pick<Options, 'endpointUrl' | 'mskEndpointUrl' | 'region'>;

const callBounds = {
  maxAttempts: settings.engineAttempts,
  requestHandler: {
    connectionTimeout: settings.engineConnectTimeoutMs,
    requestTimeout: settings.engineRequestTimeoutMs,
  },
};

/** Invocations are retried by us, and bounded by the function's own timeout. */
const invokeBounds = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: settings.engineConnectTimeoutMs,
    httpAgent: { keepAlive: true, maxSockets: settings.invokeConnections },
  },
};

const program = command().parse();
try {
  await run(program.opts<Options>());
} catch (error) {
  program.error(describeError(error));
}

async function run({ stack, function: only, ca, host, port, invoke, ...where }: Options): Promise<void> {
  const engine = { endpoint: where.endpointUrl, region: where.region };
  const dependencies = {
    secrets: new SecretsManagerClient({ ...engine, ...callBounds }),
    msk: new KafkaClient({ ...engine, endpoint: where.mskEndpointUrl ?? where.endpointUrl, ...callBounds }),
    trustedCa: ca,
  };
  const lambda = new LambdaClient({ ...engine, ...invokeBounds });
  const functions = new InProcessFunctions({
    lambda: new LambdaClient({ ...engine, ...callBounds }),
    logs: new CloudWatchLogsClient({ ...engine, ...callBounds }),
    environment: functionEnvironment(where),
    log,
  });
  const cloudFormation = new CloudFormationClient({ ...engine, ...callBounds });
  await checkCredentials(cloudFormation);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = eventSourceMetrics(registry, () => levelsOf(supervisor));
  const poller = (mapping: Mapping, inFlight: InFlight): Poller =>
    new Poller({
      mapping,
      connect: () => connect(mapping, dependencies),
      invoke: invoke === 'in-process' ? functions.invoker(mapping.functionName) : engineInvoke(lambda, mapping),
      report: new MappingReport(mapping, metrics, log),
      inFlight,
    });
  const supervisor = new Supervisor(stack, onlyOf(only, stackReader(cloudFormation, stack)), poller, log);

  await serveStatus({ host, port }, () => statusOf(supervisor), registry);
  supervisor.start();
  log.info('event source started', { stack, port });
  stopOnSignals(async () => {
    await supervisor.stop();
    await functions.close();
  });
}

/** What an engine gives the functions that it runs: its own environment and where it answers. */
function functionEnvironment({ endpointUrl, mskEndpointUrl, region }: Where): NodeJS.ProcessEnv {
  return {
    ...process.env,
    AWS_ENDPOINT_URL: endpointUrl,
    ...(mskEndpointUrl !== undefined && { AWS_ENDPOINT_URL_KAFKA: mskEndpointUrl }),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}

/** Without credentials every call would fail, for ever. */
async function checkCredentials({ config }: CloudFormationClient): Promise<void> {
  await config.credentials().catch((cause: unknown) => {
    throw new PlatformError('config_missing', 'no credentials for the engine: set AWS_ACCESS_KEY_ID', { cause });
  });
}

/** The reading with the mappings of one function only, where one is named. */
function onlyOf(functionName: string | undefined, read: () => Promise<StackReading>): () => Promise<StackReading> {
  if (functionName === undefined) return read;
  return async () => {
    const reading = await read();
    return { ...reading, mappings: reading.mappings.filter((mapping) => mapping.functionName === functionName) };
  };
}

function stopOnSignals(stopAll: () => Promise<void>): void {
  const stop = (signal: string): void => {
    log.info('event source stopping', { signal });
    setTimeout(() => process.exit(0), settings.exitTimeoutMs).unref();
    void stopAll().finally(() => {
      log.info('event source stopped');
      process.exit(0);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // kafkajs leaves promises of its own unhandled when a broker dies while a consumer closes; its watchdog makes a new one.
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', error));
}
