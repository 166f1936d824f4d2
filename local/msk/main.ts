import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { Command, InvalidArgumentError, Option } from 'commander';
import { describeError } from '../../modules/errors/platform-error.ts';
import { adminConnection } from '../../modules/kafka/admin-connection.ts';
import kafkajs, { type Kafka } from '../../modules/kafka/library.ts';
import { processLog as log } from '../../modules/logging/process-log.ts';
import { beforeRounds, repeatRounds } from '../../modules/retry/rounds.ts';
import { describeCluster, parseClusterArn, type ClusterArn, type ClusterSettings } from './cluster.ts';
import { lagRound } from './lag-metrics.ts';
import { mskServer } from './server.ts';
import { engineBounds, kafkaBounds, lagIntervalMs } from './settings.ts';

interface Options extends ClusterSettings {
  readonly host: string;
  readonly port: number;
  readonly groups: readonly string[];
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly endpointUrl?: string;
}

const program = new Command('node local/msk/main.ts')
  .description(
    'Stands in for MSK beside a Kafka cluster and a cloud engine: answers the calls by which clients find the brokers, and puts ' +
      'the lag of consumer groups into CloudWatch. Until SIGTERM. See local/msk/README.md.',
  )
  .requiredOption('--cluster-arn <arn>', 'the ARN that clients ask for; its name and region are in it', arnOption)
  .requiredOption('--brokers <host:port,...>', 'the brokers, which speak TLS; the first is broker 1', (text) =>
    text.split(','),
  )
  .option('--kafka-version <version>', 'what MSK says that the brokers run', '4.3.1.kraft')
  .option('--host <name>', 'where the MSK API is answered', '127.0.0.1')
  .option('--port <number>', 'and at which port', Number, 4567)
  .option('--groups <name...>', 'consumer groups whose lag is put; without them none is', [])
  .option('--ca <file>', 'CA of the brokers in PEM, unless it is a public one')
  .option('--certificate <file>', 'client certificate in PEM, with its chain, for brokers that ask for one')
  .option('--key <file>', 'its private key in PEM')
  .addOption(new Option('--endpoint-url <url>', 'the engine, whose CloudWatch gets the lag').env('AWS_ENDPOINT_URL'))
  .addHelpText('after', '\nThe credentials for the engine are found as by any AWS SDK: AWS_ACCESS_KEY_ID, a profile, …')
  .parse();

const options = program.opts<Options>();
const { clusterArn, host, port, groups, endpointUrl } = options;
if (groups.length > 0 && endpointUrl === undefined)
  program.error('error: --groups needs the engine, too: --endpoint-url <url> or AWS_ENDPOINT_URL');

const server = mskServer(describeCluster(options));
try {
  await once(server.listen(port, host), 'listening');
} catch (error) {
  program.error(describeError(error));
}
log.info('answering the MSK API', { cluster: clusterArn.name, port });

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    stopping.abort();
    server.close();
    server.closeAllConnections();
  });

if (endpointUrl !== undefined && groups.length > 0) await putLag(endpointUrl);

async function putLag(endpoint: string): Promise<void> {
  const kafka = adminConnection(async () => kafkaClient(options));
  const cloudwatch = new CloudWatchClient({ endpoint, region: clusterArn.region, ...engineBounds });
  await repeatRounds(beforeRounds(), {
    intervalMs: lagIntervalMs,
    round: lagRound({ kafka, cloudwatch, groups, clusterName: clusterArn.name, now: Date.now }),
    onFailure: (error, delayMs) => log.error('consumer lag not put', error, { next_ms: delayMs }),
    signal: stopping.signal,
  });
  await kafka.close();
  cloudwatch.destroy();
}

/** The files are read at each connection: certificates may have been renewed. */
function kafkaClient({ brokers, ca, certificate, key }: Options): Kafka {
  return new kafkajs.Kafka({
    clientId: 'msk',
    brokers: [...brokers],
    ssl: { ca: pem(ca), cert: pem(certificate), key: pem(key) },
    logLevel: kafkajs.logLevel.NOTHING,
    ...kafkaBounds,
  });
}

function pem(file: string | undefined): Buffer | undefined {
  return file === undefined ? undefined : readFileSync(file);
}

function arnOption(text: string): ClusterArn {
  try {
    return parseClusterArn(text);
  } catch (error) {
    throw new InvalidArgumentError(describeError(error));
  }
}
