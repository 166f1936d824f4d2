import { connect } from 'node:net';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';
import { bootstrapServers } from '../../modules/platform/instance/hosts.ts';

const answerTimeoutMs = 1_000;

/** Says at once that no broker listens, where a Kafka client would go on trying for half a minute. */
export async function requireKafka(instance: Instance): Promise<void> {
  const brokers = bootstrapServers(instance);
  const listening = await Promise.all(brokers.map((broker) => listens(broker)));
  if (listening.some(Boolean)) return;
  throw new PlatformError(
    'not_running',
    `Kafka of the instance "${instance.name}" does not listen on ${brokers.join(', ')}; see npm run status, start it with npm start`,
  );
}

const listens = (broker: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname: host, port } = new URL(`kafka://${broker}`);
    const socket = connect({ port: Number(port), host, timeout: answerTimeoutMs });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => settle(true));
    socket.on('error', () => settle(false));
    socket.on('timeout', () => settle(false));
  });
