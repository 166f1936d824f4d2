import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { platformImage } from '../local/compose/container-settings.ts';
import { jsonOf } from '../modules/errors/schema.ts';
import { compose, docker, found, run, send, tool, toolOutput, unwell } from './support/compose.ts';

/** However busy the machine is. */
const patiently = { timeout: 600_000, interval: 2_000 };

test('every container becomes healthy, what runs once ends well, and the sample is found', async () => {
  await expect.poll(unwell, patiently).toEqual([]);
  expect(await found('часы')).not.toEqual([]);
}, 660_000);

test('the image is under 1.6 GB, and nothing in it runs as root', async () => {
  const { out } = await docker('image', 'inspect', platformImage);
  const [image] = z.array(z.object({ Size: z.number(), Config: z.object({ User: z.string() }) })).parse(jsonOf(out));
  process.stderr.write(`the image has ${Math.round((image?.Size ?? 0) / 1e6)} MB\n`);
  expect(image?.Size).toBeLessThan(1.6e9);
  expect((await compose('exec', 'opensearch', 'id', '--user')).trim()).toBe(String(1_000));
  expect(image?.Config.User).not.toBe('');
});

test('status tells of every server, and that all work', async () => {
  const { out, err, code } = await tool('status');
  expect(err).not.toContain('down:');
  expect(code).toBe(0);
  for (const server of ['broker-1', 'opensearch', 'namenode', 'engine', 'event-source', 'prometheus'])
    expect(out).toMatch(new RegExp(String.raw`${server}\s+работает`, 'u'));
});

test('every principal has its certificate', async () => {
  const out = await toolOutput(['certs', '--', '--json']);
  const certificates = z.array(z.object({ name: z.string(), ends: z.string() })).parse(jsonOf(out));
  expect(certificates.map(({ name }) => name)).toEqual(expect.arrayContaining(['broker-1', 'shop', 'filter']));
});

test('a product that a shop sends is found, vanishes under a ban, and comes back when that is lifted', async () => {
  const word = `товар${randomUUID().slice(0, 8)}`;
  const product = { product_id: word, name: `Часы ${word}`, price: { amount: 10, currency: 'RUB' }, category: 'Часы' };
  await send({ ...product, stock: { available: 1, reserved: 0 }, store_id: 'store-1', brand: 'XYZ' });
  await expect.poll(() => found(word), patiently).toEqual([word]);
  await toolOutput(['bans', '--', 'add', '--id', word, '--value', word, '--reason', 'Проверка', '--wait']);
  await expect.poll(() => found(word), patiently).toEqual([]);
  await toolOutput(['bans', '--', 'remove', word, '--wait']);
  await expect.poll(() => found(word), patiently).toEqual([word]);
}, 900_000);

test('a buyer is recommended something', async () => {
  const out = await toolOutput(['client', '--', 'recommend', '--user-id', 'user123', '--json']);
  expect(z.object({ items: z.array(z.unknown()).min(1) }).parse(jsonOf(out)).items).not.toEqual([]);
});

test('the curl of the design document finds products in OpenSearch, from this machine', async () => {
  const url = 'http://localhost:9200/filtered_products/_search?q=name:часы';
  const { out } = await run('curl', ['--silent', '-X', 'GET', url]);
  const answer = z.object({ hits: z.object({ total: z.object({ value: z.number().min(1) }) }) }).safeParse(jsonOf(out));
  expect(answer.error).toBeUndefined();
});

const filesIn = (directory: string): Promise<string> => toolOutput(['hdfs', '--', '-ls', '-R', directory]);

test('raw records and analyses stand in HDFS', async () => {
  await expect.poll(() => filesIn('/raw/products'), patiently).toContain('.parquet');
  expect(await filesIn('/analytics')).toContain('_SUCCESS');
}, 660_000);

test.each([
  ['start', [], 'up --detach'],
  ['stop', [], 'docker compose'],
  ['test', [], 'on the checkout'],
  ['fault', ['--', 'stop-broker', '1'], 'stop broker-1'],
] as const)('%s, which no container can do, is refused with the way out', async (command, args, wayOut) => {
  expect(await tool(command, ...args)).toMatchObject({ code: 1, err: expect.stringContaining(wayOut) });
});
