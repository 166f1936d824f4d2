import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { productAt } from '../local/catalogue/product.ts';
import { apiAddress, apiKey } from '../local/deploy/api.ts';
import { shellEnvironment, withoutAccounts } from '../local/engine/shell.ts';
import { projectRoot } from '../local/instance/instance.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { indexedIds, sendAsShop } from './support/send.ts';
import { until } from './support/until.ts';

const instance = testInstance();

/** What a buyer gets from LocalStack's API Gateway. */
async function ask(path: string): Promise<unknown> {
  const response = await fetch(`${await apiAddress(instance)}${path}`, {
    headers: { 'x-api-key': await apiKey(instance, 'buyer') },
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, body: await response.json() };
}

test('a product that a shop sends is found through API Gateway, and a banned one is not', async () => {
  const prefix = uniqueName('localstack');
  const name = `Часы ${prefix}`;
  const [allowed, banned] = [
    { ...productAt(1, 1), product_id: `${prefix}-allowed`, name },
    { ...productAt(1, 2), product_id: `${prefix}-banned`, name, brand: 'ПодделкинЪ' },
  ];
  expect(await sendAsShop(instance, [allowed, banned])).toMatchObject({ sent: 2, failed: 0 });
  const indexed = async (index: string): Promise<boolean> => (await indexedIds(instance, index, prefix)).length > 0;
  await until(
    'both are decided and indexed',
    async () => (await indexed('filtered_products')) && indexed('rejected_products'),
    150_000,
  );
  const found = await ask(`/products?name=${encodeURIComponent(name)}`);
  expect(found).toMatchObject({ status: 200, body: { hits: expect.any(Array) } });
  expect(JSON.stringify(found)).toContain(allowed.product_id);
  expect(JSON.stringify(found)).not.toContain(banned.product_id);
  expect(await ask(`/products/${allowed.product_id}`)).toMatchObject({ status: 200, body: { name } });
  expect(await ask(`/products/${banned.product_id}`)).toMatchObject({ status: 404 });
});

test('cdklocal deploys the stack once more, and the address that it prints answers', async () => {
  const context = ['-c', `portOffset=${instance.portOffset}`, '--output', join(instance.directory, 'cdklocal.out')];
  const { stdout, stderr } = await promisify(execFile)(
    join(projectRoot, 'node_modules/.bin/cdklocal'),
    ['deploy', '--method', 'direct', ...context],
    { cwd: projectRoot, env: { ...withoutAccounts(process.env), ...shellEnvironment(instance) }, timeout: 290_000 },
  );
  const address = /Endpoint\w* = (?<address>\S+)/u.exec(stdout + stderr)?.groups?.['address'];
  expect(address).toBe(await apiAddress(instance));
  expect((await fetch(`${address}/products`, { signal: AbortSignal.timeout(30_000) })).status).toBe(403);
}, 300_000);
