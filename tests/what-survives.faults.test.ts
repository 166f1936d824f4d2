import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { productAt } from '../local/catalogue/product.ts';
import { refill } from '../local/indices/refill.ts';
import { takeDown } from '../local/platform/down.ts';
import { bringUp } from '../local/platform/up.ts';
import { hdfsDirectories } from '../modules/platform/hdfs-directories.ts';
import { copyFromHdfs, hdfsAs } from './support/hdfs.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { indexedIds, publishAs, sendAsShop, settled } from './support/send.ts';

const instance = testInstance();
const prefix = uniqueName('survivor');
const rule = { rule_id: prefix, kind: 'phrase', value: `запрещённый ${prefix}`, reason: 'test' };
const allowed = { ...productAt(1, 1), product_id: `${prefix}-allowed`, name: `Часы ${prefix}` };
const banned = { ...allowed, product_id: `${prefix}-banned`, name: `Запрещённый ${prefix}` };

const start = (): Promise<unknown> => bringUp(instance, { sample: false });

/** Which of the test's products buyers find, and which are rejected. */
const seen = async () => ({
  found: (await indexedIds(instance, 'filtered_products', prefix)).toSorted(),
  rejected: (await indexedIds(instance, 'rejected_products', prefix)).toSorted(),
});
const asSent = { found: [allowed.product_id], rejected: [banned.product_id] };

/** Paths of all raw files. */
async function rawFiles(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'marketplace-raw-'));
  try {
    return (await copyFromHdfs(hdfsAs(instance, 'hdfs'), hdfsDirectories.raw, folder)).toSorted();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

beforeAll(async () => {
  await publishAs(instance, 'moderator', [
    { topic: 'banned_products', key: rule.rule_id, value: JSON.stringify(rule) },
  ]);
  await sendAsShop(instance, [allowed, banned]);
  await settled(instance);
});

test('an archive of the folder brings back products, rejections, raw files and the ban list', async () => {
  expect(await seen()).toEqual(asSent);
  const files = await rawFiles();
  expect(files.length).toBeGreaterThan(0);
  await takeDown(instance);
  const archive = join(dirname(instance.directory), `${instance.name}.tgz`);
  const tar = (...args: string[]) => promisify(execFile)('tar', ['-C', dirname(instance.directory), ...args]);
  try {
    await tar('-czf', archive, instance.name);
    rmSync(instance.directory, { recursive: true });
    await tar('-xzf', archive);
  } finally {
    rmSync(archive, { force: true });
  }
  await start();
  await settled(instance);
  expect(await seen()).toEqual(asSent);
  expect(await rawFiles()).toEqual(expect.arrayContaining(files));

  const again = { ...banned, product_id: `${prefix}-late` };
  await sendAsShop(instance, [again]);
  await settled(instance);
  expect((await seen()).rejected).toEqual([banned.product_id, again.product_id].toSorted());
}, 900_000);

test('without its folder OpenSearch has everything again after a refill', async () => {
  const before = await seen();
  await takeDown(instance);
  rmSync(join(instance.directory, 'opensearch'), { recursive: true });
  await start();
  await refill(instance);
  await settled(instance);
  expect(await seen()).toEqual(before);
}, 900_000);

test('without the folder of certificates the servers start with others, and products go on', async () => {
  await takeDown(instance);
  rmSync(join(instance.directory, 'certs'), { recursive: true });
  await start();
  const product = { ...allowed, product_id: `${prefix}-allowed-anew` };
  await sendAsShop(instance, [product]);
  await settled(instance);
  expect((await seen()).found).toContain(product.product_id);
}, 900_000);
