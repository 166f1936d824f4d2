import { createServer, type Server } from 'node:net';
import { Client } from '@opensearch-project/opensearch';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { instanceAt, type Instance } from '../instance/instance.ts';
import { takePicture, type Observers } from './picture.ts';

let silent: Server;
let observers: Observers;
let instance: Instance;

/** Takes every connection and never says a word, as a process that was stopped by a signal. */
beforeEach(async () => {
  silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { ports, ...rest } = instanceAt('silent', 0);
  instance = { ...rest, ports: { ...ports, eventSource: port, nameNode: port, alertmanager: port } };
  const opensearch = new Client({ node: `http://127.0.0.1:${port}`, requestTimeout: 1_000, maxRetries: 0 });
  const kafka = { use: () => new Promise<never>(() => undefined), close: async () => undefined };
  observers = { kafka, opensearch };
});
afterEach(async () => {
  await observers.opensearch.close();
  silent.close();
});

test('servers that are silent leave holes in the picture, and nobody waits for them', async () => {
  const { kafka, index, mappings, lastAnalysis } = await takePicture(instance, observers, 100);
  expect(kafka).toEqual({ ok: false, error: 'Kafka took longer than 100 ms' });
  for (const hole of [index, mappings, lastAnalysis]) expect(hole).toMatchObject({ ok: false });
});
