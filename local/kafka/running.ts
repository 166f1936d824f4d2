import { connect } from 'node:net';
import { PlatformError } from '../../functions/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';

const answerWithin = 1_000;

/** Says at once that no broker listens, where a Kafka client would go on trying for half a minute. */
export async function requireKafka({ name, ports }: Instance): Promise<void> {
  const brokers = [ports.broker1, ports.broker2, ports.broker3];
  const listening = await Promise.all(brokers.map((port) => listens(port)));
  if (listening.some(Boolean)) return;
  throw new PlatformError(
    'not_running',
    `Kafka of the instance "${name}" does not listen on ports ${brokers.join(', ')}; see npm run status, start it with npm start`,
  );
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: 'localhost', timeout: answerWithin });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => settle(true));
    socket.on('error', () => settle(false));
    socket.on('timeout', () => settle(false));
  });
