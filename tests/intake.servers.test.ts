import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { elementAt } from '../local/catalogue/element.ts';
import { productAt } from '../local/catalogue/product.ts';
import { projectRoot } from '../local/instance/instance.ts';
import { keyOwners, showKey } from '../local/keys/show.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { indexedIds, sendAsShop, settled } from './support/send.ts';
import { readTopic } from '../local/kafka/read-topic.ts';

const run = promisify(execFile);
const instance = testInstance();
/** `npm run test:api` sends more. */
const total = Number(process.env['API_PRODUCTS'] ?? 500);
/** Products of one request: as many as a function of a busy machine takes well within its time. */
const batch = 250;

const elements = (prefix: string): unknown[] =>
  Array.from({ length: total }, (_, n) => elementAt(7, n, { banned: 0.1, malformed: 0.05 }, prefix));

/** What became of the elements with this prefix, by their ids without it. */
async function outcomes(prefix: string) {
  const bare = (ids: readonly string[]): string[] => ids.map((id) => id.slice(prefix.length)).toSorted();
  const dead = (await readTopic(instance, 'dead_letters')).map(({ key }) => String(key));
  return {
    allowed: bare(await indexedIds(instance, 'filtered_products', prefix)),
    rejected: bare(await indexedIds(instance, 'rejected_products', prefix)),
    // A batch that comes again leaves its letters again.
    dead: bare([...new Set(dead.filter((id) => id.startsWith(prefix)))]),
  };
}

async function post(products: readonly unknown[]): Promise<{ accepted: number; unreadable: readonly unknown[] }> {
  const { address, header } = await showKey(instance, 'shop');
  const [name = '', value = ''] = header.split(': ');
  const response = await fetch(`${address}/products`, {
    method: 'POST',
    headers: { [name]: value, 'content-type': 'application/json' },
    body: JSON.stringify(products),
  });
  expect(response.status).toBe(202);
  return (await response.json()) as { accepted: number; unreadable: readonly unknown[] };
}

test(
  'products over HTTP end as products over Kafka do, and the answer foresees which cannot be read',
  { timeout: 900_000 },
  async () => {
    const [overHttp, overKafka] = [uniqueName('http'), uniqueName('kafka')];
    await sendAsShop(instance, elements(overKafka));
    let unreadable = 0;
    for (let first = 0; first < total; first += batch) {
      const products = elements(overHttp).slice(first, first + batch);
      const answer = await post(products);
      expect(answer.accepted).toBe(products.length);
      unreadable += answer.unreadable.length;
    }
    await settled(instance);
    const [http, kafka] = await Promise.all([outcomes(overHttp), outcomes(overKafka)]);
    expect(http).toEqual(kafka);
    expect(http.allowed.length).toBeGreaterThan(total / 2);
    expect(http.rejected.length).toBeGreaterThan(0);
    // Some of the letters had no id that could be a key.
    expect(unreadable).toBeGreaterThanOrEqual(http.dead.length);
    expect(http.allowed.length + http.rejected.length + unreadable).toBe(total);
  },
);

test.each(keyOwners)('the line for curl that npm run keys -- show %s prints is answered', async (owner) => {
  const { curl } = await showKey(instance, owner);
  const { stdout } = await run('sh', ['-c', `${curl} -sS -o /dev/null -w '%{http_code}'`]);
  expect(stdout).toMatch(/^20[02]$/u);
});

const hasKcat = await run('kcat', ['-V']).then(
  () => true,
  () => false,
);

/** What `npm run kafka:config` prints for a shop, in a file. */
async function shopSettings(): Promise<{ readonly directory: string; readonly settings: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'kcat-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const program = join(projectRoot, 'local/kafka/main.ts');
  const { stdout } = await run(process.execPath, [program, 'shop', '--instance', instance.name]);
  const settings = join(directory, 'shop.properties');
  writeFileSync(settings, stdout);
  return { directory, settings };
}

test(
  'kcat with the settings that npm run kafka:config prints sends what is then searchable',
  { timeout: 300_000 },
  async (context) => {
    if (!hasKcat) context.skip('kcat is not on this machine: apt-get install kcat');
    const { directory, settings } = await shopSettings();
    const products = join(directory, 'products');
    const prefix = uniqueName('kcat');
    const product = productAt(3, 1, prefix);
    writeFileSync(products, `${product.product_id}|${JSON.stringify(product)}\n`);
    await run('kcat', ['-F', settings, '-P', '-t', 'products', '-K', '|', '-l', products]);
    await settled(instance);
    expect(await indexedIds(instance, 'filtered_products', prefix)).toEqual([product.product_id]);
  },
);

/** What a shop has no right to, and how kcat is asked for it. */
const forbidden: readonly (readonly [string, readonly string[]])[] = [
  ['write what the filter decides', ['-P', '-t', 'filtered_products']],
  ['write bans', ['-P', '-t', 'banned_products']],
  ['write dead letters', ['-P', '-t', 'dead_letters']],
  ['read what shops send', ['-C', '-t', 'products', '-o', 'beginning', '-e']],
  ['read dead letters', ['-C', '-t', 'dead_letters', '-o', 'beginning', '-e']],
];

test.for(forbidden)('kcat with the same settings may not %s', async ([, asked], context) => {
  if (!hasKcat) context.skip('kcat is not on this machine: apt-get install kcat');
  const { directory, settings } = await shopSettings();
  const record = join(directory, 'record');
  writeFileSync(record, '{}');
  const options = asked.includes('-P') ? [...asked, record] : asked;
  const ask = (): Promise<unknown> =>
    run('kcat', ['-F', settings, ...options], { timeout: 60_000 }).catch((error: unknown) => error);
  // Beside other tests a broker may be starting, which kcat gives up on before it is refused.
  await expect
    .poll(ask, { timeout: 60_000 })
    .toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/authorization failed/iu) as string });
});
