import { expect, test } from 'vitest';
import { MappingConsumer, type ConsumerListener } from './consumer.ts';
import { aMapping } from './fixtures/a-mapping.ts';
import { scriptedKafka } from './fixtures/scripted-kafka.ts';
import { connectionResult } from './processing-result.ts';

const listener: ConsumerListener = {
  assigned: () => undefined,
  fetched: () => undefined,
  advanced: () => undefined,
};

test('a certificate that may not read the settings of the brokers reads no record, as on AWS', async () => {
  const { kafka, lives } = scriptedKafka();
  const refusal = Object.assign(new Error('Cluster authorization failed'), { type: 'CLUSTER_AUTHORIZATION_FAILED' });
  const admin = { ...kafka.admin(), describeConfigs: () => Promise.reject(refusal) };
  const consumer = new MappingConsumer(Object.assign(kafka, { admin: () => admin }), aMapping());
  const failure: unknown = await consumer.start(listener).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'kafka_refused', message: 'cannot read the settings of the brokers' });
  expect(connectionResult(failure)).toBe('PROBLEM: Cluster failed to authorize Lambda');
  expect(lives[0]?.isRunning).toBe(false);
});
