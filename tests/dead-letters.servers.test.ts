import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '../local/instance/instance.ts';
import { readTopic } from '../local/kafka/read-topic.ts';
import { showKey } from '../local/keys/show.ts';
import { namedHeaders } from '../modules/kafka/headers.ts';
import { aProduct } from './support/records.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { indexedIds, publishAs, settled } from './support/send.ts';
import { until } from './support/until.ts';

const instance = testInstance();
const minute = 60_000;

/** What one of the project's commands prints, and how it ends. */
const run = (program: string, ...args: readonly string[]): Promise<{ code: number; out: string }> =>
  new Promise((resolve) => {
    const command = [join(projectRoot, 'local', program, 'main.ts'), ...args, '--instance', instance.name];
    const child = execFile(process.execPath, command, { maxBuffer: 64 * 1024 * 1024 }, (_, out) =>
      resolve({ code: child.exitCode ?? -1, out }),
    );
  });

interface Told {
  readonly status: number;
  readonly answer: { readonly total?: number; readonly letters?: readonly Letter[] };
}

interface Letter {
  readonly id: string;
  readonly product_id: string | null;
  readonly code: string;
  readonly reason: string;
  readonly state: string;
}

/** What the API tells the shop that has a key. */
async function told(query = ''): Promise<Told> {
  const { address, header } = await showKey(instance, 'shop');
  const [name = '', value = ''] = header.split(': ');
  const response = await fetch(`${address}/dead-letters${query}`, { headers: { [name]: value } });
  return { status: response.status, answer: (await response.json()) as Told['answer'] };
}

const letterOf = async (id: string): Promise<Letter | undefined> =>
  (await told('?limit=100')).answer.letters?.find(({ product_id: own }) => own === id);

test(
  'of 500 products one cannot be read: 499 are found, and the last one, too, once its cause is mended and it is sent again',
  { timeout: 600_000 },
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'poisoned-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const prefix = uniqueName('poisoned');
    const products = Array.from({ length: 500 }, (_, n) =>
      aProduct({ product_id: `${prefix}-${n}`, store_id: 'shop' }),
    );
    const file = join(directory, 'products.ndjson');
    writeFileSync(file, products.map((product) => `${JSON.stringify(product)}\n`).join(''));
    const poisoned = `${prefix}-250`;
    // The clock of the shop was ahead by more than the five minutes that a version may be.
    const version = Date.now() + 5.5 * minute;
    await publishAs(
      instance,
      'shop',
      products.map((product) => ({
        topic: 'products',
        key: product.product_id,
        value: JSON.stringify(product),
        headers: product.product_id === poisoned ? namedHeaders({ version: String(version) }) : [],
      })),
    );
    await settled(instance);
    const fate = async () => {
      const { code, out } = await run('shop-api', 'fate', '--file', file, '--json');
      return { code, counts: (JSON.parse(out) as { counts: Record<string, number> }).counts };
    };
    expect(await indexedIds(instance, 'filtered_products', prefix)).toHaveLength(499);
    expect(await fate()).toMatchObject({ code: 1, counts: { searchable: 499, unreadable: 1, unknown: 0 } });
    const letter = await letterOf(poisoned);
    expect(letter).toMatchObject({
      code: 'invalid_version',
      reason: expect.stringMatching(/^Версия товара не годится/u) as string,
      state: 'waiting',
    });
    const dead = (await readTopic(instance, 'dead_letters')).filter(({ key }) => key?.toString().startsWith(prefix));
    expect(dead).toHaveLength(1);

    await until('the cause is mended', () => Date.now() > version - 5 * minute, 3 * minute);
    expect(await run('dead-letters', 'redrive', '--only', letter?.id ?? '')).toEqual({ code: 0, out: '1 of 1 sent\n' });
    await settled(instance);
    expect(await indexedIds(instance, 'filtered_products', prefix)).toHaveLength(500);
    expect(await fate()).toMatchObject({ code: 0, counts: { searchable: 500, unreadable: 0 } });
    expect(await letterOf(poisoned)).toMatchObject({ id: letter?.id, state: 'processed' });
  },
);

test('what was sent over HTTP under a key is told under that key, whatever it says, and other stores are refused', async () => {
  const { address, header } = await showKey(instance, 'shop');
  const [name = '', value = ''] = header.split(': ');
  const id = uniqueName('over-http');
  const response = await fetch(`${address}/products`, {
    method: 'POST',
    headers: { [name]: value, 'content-type': 'application/json' },
    body: JSON.stringify([{ product_id: id, name: 'Чайник', price: 5 }]),
  });
  expect(response.status).toBe(202);
  await settled(instance);
  expect(await letterOf(id)).toMatchObject({
    code: 'invalid_product',
    reason: expect.stringContaining('price: нужно: объект, стоит: 5') as string,
  });
  expect(await told('?store=shop')).toMatchObject({ status: 200 });
  expect(await told('?store=another')).toMatchObject({ status: 403 });
  for (const owner of ['buyer', 'moderator', 'metrics'] as const) {
    const [other = '', key = ''] = (await showKey(instance, owner)).header.split(': ');
    expect((await fetch(`${address}/dead-letters?store=shop`, { headers: { [other]: key } })).status).toBe(401);
  }
});

test('a page of another origin may ask whether it may, and a method that there is not is refused with those that there are', async () => {
  const { address } = await showKey(instance, 'shop');
  const asked = await fetch(`${address}/dead-letters`, { method: 'OPTIONS', headers: { origin: 'http://localhost' } });
  expect(asked.status).toBe(204);
  const refused = await fetch(`${address}/dead-letters`, { method: 'DELETE' });
  expect({ status: refused.status, allow: refused.headers.get('allow') }).toEqual({
    status: 405,
    allow: 'GET, HEAD, OPTIONS',
  });
});
