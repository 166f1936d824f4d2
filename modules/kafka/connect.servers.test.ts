import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Kafka } from './library.ts';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { engineClientConfig, engineEnvironment } from '../../local/engine/endpoint.ts';
import { certificateFiles } from '../../local/instance/instance.ts';
import { clusterArn } from '../platform/instance/cluster.ts';
import { localCluster } from '../../tests/support/local-cluster.ts';
import { mskServer } from '../../local/msk/server.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { variable, type KafkaConfig } from '../config/environment.ts';
import { kafkaConnection } from './connect.ts';
import { kafkaPublisher } from './publish.ts';

const instance = testInstance();
const secrets = new SecretsManagerClient(engineClientConfig(instance));
const msk = mskServer(localCluster(instance));
const files = certificateFiles(instance, 'filter');
const read = (file: string): string => readFileSync(file, 'utf8');

beforeAll(async () => {
  await once(msk.listen(0, '127.0.0.1'), 'listening');
  const address = msk.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const environment = { ...engineEnvironment(instance), [variable.mskEndpoint]: `http://127.0.0.1:${port}` };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});

afterAll(() => {
  vi.unstubAllEnvs();
  secrets.destroy();
  msk.close();
  msk.closeAllConnections();
});

async function putSecret(name: string, content: object): Promise<string> {
  await secrets.send(new CreateSecretCommand({ Name: name, SecretString: JSON.stringify(content) }));
  onTestFinished(async () => {
    await secrets.send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true }));
  });
  return name;
}

const putAuthority = (): Promise<string> => putSecret(uniqueName('ca'), { certificate: read(files.ca) });
const ownCertificate = { certificate: read(files.certificate), privateKey: read(files.key) };

const aConfig = async (fields: Partial<KafkaConfig> = {}): Promise<KafkaConfig> => ({
  clusterArn,
  secretArn: 'none',
  caSecretArn: await putAuthority(),
  clientId: 'filter',
  region: 'us-east-1',
  ...fields,
});

/** What the principal sees of the cluster. */
async function visibleTopics(kafka: Kafka): Promise<string[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}

test('a function finds its brokers by the ARN of the cluster, comes with its own certificate, and connects once', async () => {
  const config = await aConfig({ secretArn: await putSecret(uniqueName('kafka'), ownCertificate) });
  const connection = kafkaConnection(() => config);
  const topics = await visibleTopics(await connection());
  expect(topics).toContain('filtered_products');
  expect(topics).not.toContain('client_queries');
  expect(await connection()).toBe(await connection());
});

test('a certificate that was replaced is taken by a warm publisher after a refusal, without a restart', async () => {
  const other = certificateFiles(instance, 'index');
  const secretArn = await putSecret(uniqueName('kafka'), {
    certificate: read(other.certificate),
    privateKey: read(other.key),
  });
  const config = await aConfig({ secretArn });
  const publisher = kafkaPublisher(kafkaConnection(() => config, 0));
  onTestFinished(() => publisher.close());
  const record = { topic: 'dead_letters', key: uniqueName('rotated'), value: null };
  await publisher.publish([record]);
  // Of those two only filter may write there.
  const forFilter = { topic: 'filtered_products', key: uniqueName('rotated'), value: null };
  await expect(publisher.publish([forFilter])).rejects.toMatchObject({ code: 'kafka_refused' });
  await secrets.send(new PutSecretValueCommand({ SecretId: secretArn, SecretString: JSON.stringify(ownCertificate) }));
  await publisher.publish([forFilter]);
});

test('a failed attempt is not remembered', async () => {
  const name = uniqueName('late');
  const config = await aConfig({ secretArn: name });
  const connection = kafkaConnection(() => config);
  await expect(connection()).rejects.toMatchObject({
    code: 'secret_unavailable',
    message: expect.stringContaining(name),
  });
  await putSecret(name, ownCertificate);
  expect(await visibleTopics(await connection())).toContain('products');
});

test('a secret that lacks the key is refused, and its content stays secret', async () => {
  const config = await aConfig({ secretArn: await putSecret(uniqueName('half'), { certificate: 'SECRET-PEM' }) });
  const failure: unknown = await kafkaConnection(() => config)().catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'secret_unavailable' });
  expect(String(failure)).not.toContain('SECRET-PEM');
});

test('a cluster that does not exist is told by its ARN', async () => {
  const unknown = 'arn:aws:kafka:us-east-1:000000000000:cluster/other/00000000-0000-0000-0000-000000000000-1';
  const secretArn = await putSecret(uniqueName('kafka'), ownCertificate);
  const config = await aConfig({ secretArn, clusterArn: unknown });
  await expect(kafkaConnection(() => config)()).rejects.toMatchObject({
    code: 'kafka_unavailable',
    message: expect.stringContaining(unknown),
  });
});
