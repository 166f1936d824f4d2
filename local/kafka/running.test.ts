import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { instanceAt } from '../instance/instance.ts';
import { requireKafka } from './running.ts';

test('one broker that listens is enough, and without any the error says how to start', async () => {
  const broker = createServer().listen(0, 'localhost');
  await once(broker, 'listening');
  const { port } = broker.address() as AddressInfo;
  const instance = instanceAt('unit', 0);
  // Nobody listens on port 1; a port that was just given back may be another test's by now.
  const silent = { ...instance.ports, broker1: 1, broker2: 1, broker3: 1 };
  await expect(requireKafka({ ...instance, ports: { ...silent, broker2: port } })).resolves.toBeUndefined();
  broker.close();
  await once(broker, 'close');
  await expect(requireKafka({ ...instance, ports: silent })).rejects.toMatchObject({
    code: 'not_running',
    message: expect.stringContaining('npm start'),
  });
});
