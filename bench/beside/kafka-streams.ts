import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { jsonOf } from '../../modules/errors/schema.ts';
import { administrator } from '../../modules/platform/access.ts';
import { bootstrapServers } from '../../modules/platform/instance/hosts.ts';
import { certificateFiles, type Instance } from '../../local/instance/instance.ts';
import { lastLogLines } from '../../local/instance/logs.ts';
import { isRunning } from '../../local/instance/process.ts';
import { javaCommand } from '../../local/java/program.ts';
import type { Service } from '../../local/services/service.ts';
import { toolDirectory } from '../../local/setup/paths.ts';
import { bring } from '../../local/setup/setup.ts';
import { peersBanList } from './ban-list.ts';
import { compiledJava, jars, type Report } from '../../local/setup/tools.ts';

const program = 'kafka-streams-filter';

/** Brings Kafka Streams and compiles the filter for it, unless both are there. */
export async function ensureKafkaStreams(report: Report): Promise<void> {
  await bring(jars('compiler', 'Java compiler (Maven)'), report);
  await bring(jars('kafka-streams', 'Kafka Streams (Maven)'), report);
  const sources = join(import.meta.dirname, 'kafka-streams');
  await bring(
    compiledJava({ name: program, title: 'The filter in Kafka Streams', sources, jars: 'kafka-streams' }),
    report,
  );
}

/** Our filter's work in Kafka Streams, exactly once, with as many threads as the stack gives pollers here. `rules`: how many were added to the ban list. */
export const kafkaStreams = (group: string, rules: number): Service => ({
  name: 'kafka-streams',
  ports: [],
  uses: ['broker-1', 'broker-2', 'broker-3'],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 20_000,
  prepare: async (instance) => {
    const { certificate, key } = certificateFiles(instance, administrator);
    writeFileSync(keystoreFile(instance), readFileSync(key, 'utf8') + readFileSync(certificate, 'utf8'), {
      mode: 0o600,
    });
    writeFileSync(settingsFile(instance), propertiesOf(instance, group));
    writeFileSync(banListFile(instance), JSON.stringify(await peersBanList(rules)));
  },
  command: (instance) =>
    javaCommand({
      jars: 'kafka-streams',
      folders: [toolDirectory(program)],
      main: 'marketplace.beside.FilterStreams',
      args: [settingsFile(instance), banListFile(instance)],
      flags: ['-Xms512m', '-Xmx512m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'],
    }),
  isReady: async (instance) => isRunning(instance, 'kafka-streams'),
});

const keystoreFile = (instance: Instance): string => join(instance.directory, 'kafka-streams.pem');
const banListFile = (instance: Instance): string => join(instance.directory, 'kafka-streams-bans.json');
const settingsFile = (instance: Instance): string => join(instance.directory, 'kafka-streams.properties');

const threads = 2;

/** Everything that is not here is Kafka's default. The group begins where its offsets were set. */
function propertiesOf(instance: Instance, group: string): string {
  const settings = {
    'application.id': group,
    'bootstrap.servers': bootstrapServers(instance).join(','),
    'state.dir': join(instance.directory, 'kafka-streams'),
    'processing.guarantee': 'exactly_once_v2',
    'num.stream.threads': threads,
    'security.protocol': 'SSL',
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': certificateFiles(instance, administrator).ca,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystoreFile(instance),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

const verdicts = z.object({ allowed: z.int(), rejected: z.int(), dead: z.int() });

/** How many products each verdict was given to, which it says when it has stopped. */
export function verdictsOf(instance: Instance): z.infer<typeof verdicts> {
  const [last = ''] = lastLogLines(instance, 'kafka-streams', 1);
  const read = verdicts.safeParse(jsonOf(last));
  if (read.success) return read.data;
  throw new PlatformError('server_not_ready', `Kafka Streams has not said what it decided, but: ${last}`);
}
