import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { apiAddress } from '../local/deploy/api.ts';
import { shellEnvironment, withoutAccounts } from '../local/engine/shell.ts';
import { projectRoot } from '../local/instance/instance.ts';
import { testInstance } from './support/instance.ts';
import { fromShopToBuyer, onlyAllowedIsSeen } from './support/shop-to-buyer.ts';

const instance = testInstance();

test('a product that a shop sends is found through API Gateway, and a banned one is not', async () => {
  expect(await fromShopToBuyer(instance)).toEqual(onlyAllowedIsSeen);
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
