import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { indexedIds, settled } from '../../tests/support/send.ts';
import { withHdfs } from '../hdfs/client.ts';
import { withAdmin } from '../kafka/client.ts';
import { readKafkaFlow } from '../observe/flow.ts';

const instance = testInstance();
const soon = { timeout: 60_000, interval: 250 };

/** The command as a user types it. */
async function fault(...options: readonly string[]): Promise<{ code: unknown; out: string; err: string }> {
  const named = options.includes('--instance') ? [] : ['--instance', instance.name];
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...options, ...named]);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

const succeeded = { code: 0 };

/** Twice, since whoever rehearses may not know that somebody else did already. */
async function twice(...options: readonly string[]): Promise<void> {
  for (let time = 0; time < 2; time++) expect(await fault(...options)).toMatchObject(succeeded);
}

async function restored(what: string): Promise<void> {
  expect(await fault('list')).toMatchObject({ ...succeeded, out: `${what}\n` });
  expect(await fault('restore')).toMatchObject({ ...succeeded, err: `restored: ${what}\n` });
  expect(await fault('restore')).toMatchObject({ ...succeeded, err: 'nothing was broken\n' });
}

const lagOf = (group: string): Promise<number | undefined> =>
  withAdmin(instance, async (admin) => (await readKafkaFlow(admin)).lags.find((each) => each.group === group)?.lag);

beforeAll(() => fault('restore'));
afterAll(() => fault('restore'));

test('in safe mode HDFS refuses writes, and takes them again when it is restored', async () => {
  const path = `/${uniqueName('safe-mode')}`;
  const make = (): Promise<void> =>
    withHdfs(instance, (hdfs) => hdfs.mkdirs(path), { retries: { attempts: 1, deadlineMs: 0 } });
  await twice('safe-mode');
  await expect(make()).rejects.toMatchObject({ code: 'hdfs_safe_mode' });
  await restored('safe-mode');
  await make();
  await withHdfs(instance, (hdfs) => hdfs.delete(path));
}, 240_000);

describe('products that wait', () => {
  test.each([
    ['because filter may not read them', ['fill-lag'], 1_000],
    ['because the code of filter fails', ['break-function', 'filter'], 100],
  ])(
    '%s are lost by nobody, and are withdrawn when it is restored',
    async (_, options, least) => {
      await twice(...options);
      await expect.poll(() => lagOf('filter-products'), soon).toBeGreaterThanOrEqual(least);
      await restored(options.join(' '));
      await settled(instance);
      expect(await indexedIds(instance, 'filtered_products', 'fault-')).toEqual([]);
    },
    240_000,
  );
});

test.each([
  ['an instance that was never started', ['poison', '--instance', 'nobody'], 1, 'was never started here'],
  ['a broker that there is not', ['stop-broker', '4'], 2, 'Allowed choices are 1, 2, 3'],
  ['a fault that there is not', ['stop-everything'], 2, 'unknown command'],
])('%s is refused with a reason', async (_, options, code, reason) => {
  expect(await fault(...options)).toMatchObject({ code, err: expect.stringContaining(reason) });
});
