import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { administrator } from '../../modules/platform/access.ts';
import { deadLetter } from '../../modules/kafka/dead-letter.ts';
import { lastHeader } from '../../modules/kafka/headers.ts';
import { header } from '../../modules/platform/headers.ts';
import { readTopic } from '../kafka/read-topic.ts';
import { pacedBatch } from '../pace/pace.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { aKafkaRecord, aProduct } from '../../tests/support/records.ts';
import { indexedIds, publishAs, sendAsShop, settled } from '../../tests/support/send.ts';
import { until } from '../../tests/support/until.ts';
import { readOutcomes } from './outcomes.ts';

const instance = testInstance();

const start = (...args: readonly string[]) =>
  spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args, '--instance', instance.name]);

async function deadLetters(...args: readonly string[]): Promise<{ code: unknown; out: string; err: string }> {
  const child = start(...args);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

interface Listed {
  readonly id: string;
  readonly key: string | null;
  readonly state: string;
  readonly returned_as?: string;
}

/** The letters whose key begins with this, in any state. */
async function lettersOf(prefix: string): Promise<readonly Listed[]> {
  const { out } = await deadLetters('list', '--state', 'all', '--limit', '100000', '--json');
  const { letters }: { letters: readonly Listed[] } = JSON.parse(out);
  return letters.filter(({ key }) => key?.startsWith(prefix) === true);
}

test('letters of a mended function become products, though a redrive is killed half-way', async () => {
  const prefix = uniqueName('mended');
  const ids = Array.from({ length: 40 }, (_, n) => `${prefix}-${n}`);
  // As if an earlier version of the filter had not been able to read what the present one can.
  const letters = ids.map((id) => {
    const value = Buffer.from(JSON.stringify(aProduct({ product_id: id })));
    const record = aKafkaRecord({ key: Buffer.from(id), value, timestamp: Date.now() });
    return deadLetter(record, 'filter', { code: 'invalid_record', message: 'not understood' });
  });
  await publishAs(instance, administrator, letters);
  const mine = (await lettersOf(prefix)).map(({ id }) => id);
  expect(mine).toHaveLength(ids.length);

  const rate = 20;
  const before = readOutcomes(instance).size;
  const first = start('redrive', '--code', 'invalid_record', '--rate', String(rate));
  const ended = once(first, 'exit');
  await until('some are sent again', () => readOutcomes(instance).size >= before + 10);
  first.kill('SIGKILL');
  await ended;
  expect((await lettersOf(prefix)).filter(({ state }) => state === 'waiting').length).toBeGreaterThan(0);

  // What was written down before the kill is not sent again.
  expect(await deadLetters('redrive', '--code', 'invalid_record')).toMatchObject({ code: 0 });
  await settled(instance);
  expect((await indexedIds(instance, 'filtered_products', prefix)).toSorted()).toEqual(ids.toSorted());
  const after = await lettersOf(prefix);
  expect(after.map(({ state }) => state)).toEqual(ids.map(() => 'redriven'));
  const sent = (await readTopic(instance, 'products')).filter(({ key }) => key?.toString().startsWith(prefix) === true);
  const letterOf = ({ headers }: (typeof sent)[number]) => lastHeader(headers, header.redriven)?.toString();
  expect(new Set(sent.map(letterOf))).toEqual(new Set(mine));
  // One batch at most was sent and not yet written down.
  expect(sent.length - ids.length).toBeLessThanOrEqual(pacedBatch(rate, ids.length));
});

test('what still cannot be read comes back as another letter, and is discarded with a reason', async () => {
  const prefix = uniqueName('bad');
  await sendAsShop(instance, [{ product_id: prefix, name: 'Чайник', price: 5 }]);
  await settled(instance);
  const [letter] = await lettersOf(prefix);
  const id = letter?.id ?? '';
  const shown = await deadLetters('show', id);
  expect(shown.out).toMatch(/функция\s+filter/u);
  expect(shown.out).toMatch(/причина\s+price: an object is expected, found 5/u);
  expect(await deadLetters('redrive', '--only', id)).toMatchObject({ code: 0, out: '1 of 1 sent\n' });
  await settled(instance);
  const came = await lettersOf(prefix);
  expect(came.find((one) => one.id === id)).toMatchObject({ state: 'returned' });
  const next = came.find((one) => one.id !== id)?.id ?? '';
  expect(came.find((one) => one.id === id)?.returned_as).toBe(next);
  expect(await deadLetters('discard', '--only', next, '--reason', 'the shop was told')).toMatchObject({ code: 0 });
  expect((await lettersOf(prefix)).find((one) => one.id === next)).toMatchObject({ state: 'discarded' });
});
