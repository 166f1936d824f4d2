import { readFileSync } from 'node:fs';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Command, InvalidArgumentError } from 'commander';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { variable } from '../../modules/config/environment.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import { certificateFiles, defaultInstanceName, findInstance, type Instance } from '../instance/instance.ts';
import { connect } from './connection.ts';
import { invoker } from './invoke.ts';
import type { Mapping } from './mapping.ts';
import { eventSourceMetrics } from './metrics.ts';
import { Poller } from './poller.ts';
import { MappingReport } from './report.ts';
import { serve } from './server.ts';
import { stackReader, type StackReading } from './stack/stack-reader.ts';
import { levelsOf, statusOf } from './status.ts';
import { Supervisor } from './supervisor.ts';
import { hostOf, urlOf } from '../../modules/platform/instance/hosts.ts';

/** Bounds of the calls to the engine, except for Invoke, whose bound is the function's own timeout. */
const callBounds = { maxAttempts: 2, requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000 } };

/** Invocations are retried by us; as many connections as there may be invocations are kept open. */
const invokeBounds = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, httpAgent: { keepAlive: true, maxSockets: 256 } },
};

/** After a signal the process is gone within so many milliseconds, also when the engine or the brokers hang. */
const maxStopMs = 7_500;

/** The log of a process that lives long: every line says when. */
const log = jsonLog((line) => process.stdout.write(`{"time":"${new Date().toISOString()}",${line.slice(1)}`));

interface Options {
  readonly instance: string;
  readonly stack: string;
  readonly port?: number;
  readonly function?: string;
}

const options = new Command('event-source')
  .description(
    'Polls Kafka for the event source mappings of a deployed stack and invokes their functions, as Lambda does.',
  )
  .option('--instance <name>', 'the running instance', defaultInstanceName)
  .option('--stack <name>', 'the CloudFormation stack whose mappings are polled', 'marketplace')
  .option('--function <name>', 'only the mappings of this function, as while it is debugged or measured')
  .option('--port <number>', 'where GET /status and GET /metrics are answered', parsePort)
  .parse()
  .opts<Options>();

await run(findInstance(options.instance), options);

async function run(
  instance: Instance,
  { stack, port = instance.ports.eventSource, function: only }: Options,
): Promise<void> {
  const engine = engineClientConfig(instance);
  const mskEndpoint = process.env[variable.mskEndpoint] ?? urlOf(instance, 'msk', 'msk');
  const directory = {
    secrets: new SecretsManagerClient({ ...engine, ...callBounds }),
    msk: new KafkaClient({ ...engine, endpoint: mskEndpoint, ...callBounds }),
    trustedCa: readFileSync(certificateFiles(instance, 'ca').ca, 'utf8'),
  };
  const lambda = new LambdaClient({ ...engine, ...invokeBounds });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = eventSourceMetrics(registry, () => levelsOf(supervisor));
  const poller = (mapping: Mapping): Poller =>
    new Poller({
      mapping,
      connect: () => connect(mapping, directory),
      invoke: invoker(lambda, mapping.functionName, mapping.functionTimeout),
      report: new MappingReport(mapping, metrics, log),
    });
  const readStack = stackReader(new CloudFormationClient({ ...engine, ...callBounds }), stack);
  const supervisor = new Supervisor(stack, onlyOf(only, readStack), poller, log);

  await serve({ host: hostOf(instance, 'event-source'), port }, () => statusOf(supervisor), registry);
  supervisor.start();
  log.info('event source started', { stack, port });
  stopOnSignals(supervisor);
}

/** The reading with the mappings of one function only, where one is named. */
function onlyOf(functionName: string | undefined, read: () => Promise<StackReading>): () => Promise<StackReading> {
  if (functionName === undefined) return read;
  return async () => {
    const reading = await read();
    return { ...reading, mappings: reading.mappings.filter((mapping) => mapping.functionName === functionName) };
  };
}

function stopOnSignals(supervisor: Supervisor): void {
  const stop = (signal: string): void => {
    log.info('event source stopping', { signal });
    setTimeout(() => process.exit(0), maxStopMs).unref();
    void supervisor.stop().finally(() => {
      log.info('event source stopped');
      process.exit(0);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // kafkajs leaves promises of its own unhandled when a broker dies while a consumer closes; its watchdog makes a new one.
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', error));
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new InvalidArgumentError('it must be a port number.');
  return port;
}
