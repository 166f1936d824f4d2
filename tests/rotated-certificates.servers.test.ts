import { readFileSync } from 'node:fs';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, expect, test } from 'vitest';
import { productAt } from '../local/catalogue/product.ts';
import { putSecrets } from '../local/deploy/secrets.ts';
import { engineClientConfig } from '../local/engine/endpoint.ts';
import { certificateFiles } from '../local/instance/instance.ts';
import { withAdmin } from '../local/kafka/client.ts';
import { aclsOf, provisionRights } from '../local/kafka/rights.ts';
import { readEventSourceStatus } from '../local/observe/event-source-status.ts';
import { eventSource } from '../local/services/event-source.ts';
import { serviceState } from '../local/services/services.ts';
import { principals } from '../modules/platform/access.ts';
import { kafkaSecretName, lambdaName } from '../modules/platform/function-names.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { indexedIds, sendAsShop, settled } from './support/send.ts';
import { until } from './support/until.ts';

const instance = testInstance();

/** Through whose hands every product goes. */
const functions = ['filter', 'index', 'aggregate'] as const;
/** Whose certificate takes the place of theirs. */
const successor = 'buyers';

/** Brokers refuse the certificates that the functions have from now on, and take the successor's in their stead. */
const replaceRights = (): Promise<void> =>
  withAdmin(instance, async (admin) => {
    await admin.createAcls({ acl: functions.flatMap((name) => aclsOf(successor, principals[name])) });
    await admin.deleteAcls({ filters: functions.flatMap((name) => aclsOf(name, principals[name])) });
  });

async function replaceSecrets(): Promise<void> {
  const { certificate, key } = certificateFiles(instance, successor);
  const [cert, privateKey] = [certificate, key].map((file) => readFileSync(file, 'utf8'));
  const SecretString = JSON.stringify({ certificate: cert, privateKey });
  const client = new SecretsManagerClient(engineClientConfig(instance));
  for (const name of functions)
    await client.send(new PutSecretValueCommand({ SecretId: kafkaSecretName(name), SecretString }));
  client.destroy();
}

/** What the event source says about the function's mappings. */
async function errorsOf(name: (typeof functions)[number]): Promise<string> {
  const mappings = await readEventSourceStatus(instance, 5_000);
  return mappings.flatMap((one) => (one.function === lambdaName(name) ? [one.lastError?.message] : [])).join();
}

const pidOf = (): number | undefined => {
  const state = serviceState(instance, eventSource);
  return state.state === 'running' ? state.pid : undefined;
};

const send = async (prefix: string, count: number): Promise<void> => {
  const products = Array.from({ length: count }, (_, n) => productAt(5, n, prefix));
  expect(await sendAsShop(instance, products, { rate: 50 })).toMatchObject({ end: 'finished', sent: count });
};

const indexed = async (prefix: string): Promise<number> =>
  new Set(await indexedIds(instance, 'filtered_products', prefix)).size;

afterEach(async () => {
  await withAdmin(instance, (admin) => provisionRights(admin));
  await putSecrets(instance);
});

test('functions whose certificates are refused under traffic go on with those that their secrets have then, and lose nothing', async () => {
  const prefix = uniqueName('rotated');
  const pid = pidOf();
  const sending = send(prefix, 1_000);
  await until('products flow', async () => (await indexed(prefix)) > 0);
  await replaceRights();
  await until('the refusal is told', async () => /authorized/i.test(await errorsOf('filter')));
  await replaceSecrets();
  await sending;
  await settled(instance);
  expect(await indexed(prefix)).toBe(1_000);
  expect(pidOf()).toBe(pid);
}, 240_000);

test('and go back to their own in the same way', async () => {
  const prefix = uniqueName('rotated-back');
  await send(prefix, 10);
  await settled(instance);
  expect(await indexed(prefix)).toBe(10);
}, 180_000);
