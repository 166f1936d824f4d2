import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { FlowInProcess } from '../../tests/support/flow-in-process.ts';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { aProduct, aRule } from '../../tests/support/records.ts';
import { sweepSchema, type Sweep } from '../../modules/ban-sweeps/sweep.ts';
import type { BanRule } from '../../modules/bans/rule.ts';
import { namedHeaders } from '../../modules/kafka/headers.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { header } from '../../modules/platform/headers.ts';
import { followSweeps } from './follow.ts';
import { watchList } from './watch.ts';
import { until } from '../../tests/support/until.ts';

/** Three steps of a sweep look at them: 200 each. */
const count = 450;
const idOf = (n: number): string => `p-${String(n).padStart(4, '0')}`;
const [first, last] = [idOf(0), idOf(count - 1)];
const hookahs = aRule({ rule_id: 'ban-hookah', kind: 'phrase', value: 'кальян' });

let indices: TestIndices;
let flow: FlowInProcess;
beforeEach(async () => {
  indices = await testIndices();
  flow = new FlowInProcess(indices);
  await send(Array.from({ length: count }, (_, n) => offer(idOf(n))));
});
afterEach(async () => indices.remove());

/** What a shop sends: a version later than those before, unless it says another. */
interface Sent {
  readonly id: string;
  readonly value: object | null;
  readonly version?: number;
}

let version = Date.now() - 3_600_000;
const offer = (id: string, fields: Partial<ReturnType<typeof aProduct>> = {}, own?: number): Sent => ({
  id,
  value: aProduct({ product_id: id, name: 'Кальян медный', category: 'Досуг', ...fields }),
  ...(own !== undefined && { version: own }),
});
const shopSends = (...sent: readonly Sent[]): void =>
  flow.send(
    sent.map(({ id, value, version: own }) => ({
      topic: 'products',
      key: id,
      value: value && JSON.stringify(value),
      headers: namedHeaders({ [header.version]: String(own ?? (version += 1)) }),
    })),
  );
async function send(sent: readonly Sent[]): Promise<void> {
  shopSends(...sent);
  await flow.settle();
}

const ban = (rule: BanRule): void => flow.ban(rule.rule_id, rule);

const countSchema = z.object({ count: z.number() });
async function found(view: 'filteredProducts' | 'rejectedProducts' = 'filteredProducts'): Promise<number> {
  await indices.refresh();
  return countSchema.parse((await indices.client.count({ index: indices.names[view] })).body).count;
}

const stateSchema = z.object({ _source: z.object({ state: z.string() }) });
async function stateOf(id: string): Promise<string> {
  const { body } = await indices.client.get({ index: indices.names.products, id });
  return stateSchema.parse(body)._source.state;
}

const sweepsSchema = z.object({ hits: z.object({ hits: z.array(z.object({ _source: sweepSchema })) }) });
async function sweeps(): Promise<Sweep[]> {
  await indices.refresh();
  const { body } = await indices.client.search({
    index: indices.names.banSweeps,
    body: { size: 100, query: { exists: { field: 'sweep_id' } }, sort: [{ sweep_id: 'asc' }] },
  });
  return sweepsSchema.parse(body).hits.hits.map(({ _source }) => _source);
}

/** The first step of a sweep, whose products the filter has not seen yet: the others are not looked at. */
async function halfWay(): Promise<void> {
  ban(hookahs);
  await flow.run('changes', 10);
}

test('a ban takes out what is indexed, its end brings it back, and each sweep says what it did', async () => {
  ban(hookahs);
  await flow.settle();
  expect([await found(), await found('rejectedProducts')]).toEqual([0, count]);
  flow.ban(hookahs.rule_id, null);
  await flow.settle();
  expect([await found(), await found('rejectedProducts')]).toEqual([count, 0]);
  const done = { rule_ids: ['ban-hookah'], state: 'done', to_look_at: count, looked_at: count, judged_again: count };
  expect(await sweeps()).toMatchObject([
    { ...done, sweep_id: 'change-0', from_version: 0, to_version: 0, finished_at: expect.any(String) as string },
    { ...done, sweep_id: 'change-1', from_version: 1, to_version: 1 },
  ]);
});

test('only what a change touches is sent once more', async () => {
  const [one] = [offer('p-vase', { name: 'Ваза' })];
  await send([one]);
  const before = flow.topic('products').length;
  ban(aRule({ rule_id: 'ban-vase', kind: 'phrase', value: 'вазы' }));
  await flow.settle();
  expect(flow.topic('products').length - before).toBe(1);
  expect(await stateOf('p-vase')).toBe('rejected');
});

test('a change of the reason alone reaches what is rejected', async () => {
  ban(hookahs);
  await flow.settle();
  ban({ ...hookahs, reason: 'Только для взрослых' });
  await flow.settle();
  const { body } = await indices.client.get({ index: indices.names.products, id: first });
  expect(body).toMatchObject({ _source: { reasons: [{ reason: 'Только для взрослых' }] } });
});

test.each([
  ['before it is looked at', last],
  ['after it was sent once more', first],
])('a product that the shop changes %s is as the shop left it', async (_, id) => {
  await halfWay();
  shopSends(offer(id, { name: 'Ваза' }));
  await flow.settle();
  expect(await stateOf(id)).toBe('allowed');
  expect([await found(), await found('rejectedProducts')]).toEqual([1, count - 1]);
});

test.each([
  ['before it is looked at', last],
  ['after it was sent once more', first],
])('a product that the shop changes under the same version %s is as the shop left it', async (_, id) => {
  const same = Date.now() - 1_000;
  await send([offer(id, {}, same)]);
  await halfWay();
  shopSends(offer(id, { name: 'Ваза' }, same));
  await flow.settle();
  expect(await stateOf(id)).toBe('allowed');
});

test.each([
  ['before it is looked at', last],
  ['after it was sent once more', first],
])('a product that the shop withdraws %s stays withdrawn', async (_, id) => {
  await halfWay();
  shopSends({ id, value: null });
  await flow.settle();
  expect(await stateOf(id)).toBe('withdrawn');
  expect(await found('rejectedProducts')).toBe(count - 1);
});

test.each([
  ['before it is looked at', last],
  ['after it was sent once more', first],
])('a product that moves to another category %s is counted there, when it is allowed', async (_, id) => {
  await halfWay();
  shopSends(offer(id, { category: 'Вазы', name: 'Ваза' }));
  await flow.settle();
  const { body } = await indices.client.search({ index: indices.names.categoryStats });
  expect(body.hits.hits.map(({ _source }) => _source)).toMatchObject([{ category: 'Вазы', count: 1 }]);
});

test('a product that was judged before the ban and is indexed after the sweep goes, too', async () => {
  shopSends(offer('p-late'));
  await flow.run('filter', 10);
  ban(hookahs);
  for (let step = 0; step < 10; step++) for (const which of ['changes', 'sweeps'] as const) await flow.run(which, 10);
  await flow.settle();
  expect(await stateOf('p-late')).toBe('rejected');
});

test('an appeal brings its product back, and its end, or its change to another product, takes it out again', async () => {
  ban(hookahs);
  const appeal = aRule({ rule_id: 'appeal-1', kind: 'appeal', value: first });
  ban(appeal);
  await flow.settle();
  expect([await stateOf(first), await stateOf(last)]).toEqual(['allowed', 'rejected']);
  ban({ ...appeal, value: last });
  await flow.settle();
  expect([await stateOf(first), await stateOf(last)]).toEqual(['rejected', 'allowed']);
  flow.ban(appeal.rule_id, null);
  await flow.settle();
  expect([await found(), await found('rejectedProducts')]).toEqual([0, count]);
});

test('an appeal that stood before there was anything to allow ends, too', async () => {
  ban(aRule({ rule_id: 'appeal-1', kind: 'appeal', value: first }));
  await flow.settle();
  ban(hookahs);
  await flow.settle();
  expect(await stateOf(first)).toBe('allowed');
  flow.ban('appeal-1', null);
  await flow.settle();
  expect(await stateOf(first)).toBe('rejected');
});

test('what another change touches is not sent once more by every sweep', async () => {
  ban(hookahs);
  await flow.run('changes', 1);
  const before = flow.topic('products').length;
  ban(aRule({ rule_id: 'ban-copper', kind: 'phrase', value: 'медный', fields: ['description'] }));
  await flow.run('changes', 1);
  expect(flow.topic('products').length).toBe(before);
});

test('a rule that is removed during its sweep leaves everything allowed, and both sweeps end', async () => {
  await halfWay();
  flow.ban(hookahs.rule_id, null);
  await flow.settle();
  expect([await found(), await found('rejectedProducts')]).toEqual([count, 0]);
  expect((await sweeps()).map(({ state }) => state)).toEqual(['done', 'done']);
});

test('two sweeps go side by side, each to its end', async () => {
  await send(Array.from({ length: count }, (_, n) => offer(`q-${n}`, { name: 'Ваза' })));
  ban(hookahs);
  ban(aRule({ rule_id: 'ban-vase', kind: 'phrase', value: 'ваза' }));
  await flow.run('changes', 10);
  expect((await sweeps()).map(({ state, looked_at }) => [state, looked_at])).toEqual([
    ['running', 200],
    ['running', 200],
  ]);
  await flow.settle();
  expect([await found(), await found('rejectedProducts')]).toEqual([0, 2 * count]);
});

test('a step that comes twice is done once more at most, and the sweep does not fork', async () => {
  await halfWay();
  for (let again = 0; again < 5; again++) await flow.run('changes', 1, 1);
  await flow.run('sweeps', 1);
  for (let again = 0; again < 5; again++) await flow.run('sweeps', 0, 1);
  const steps = flow.topic('ban_sweeps').length;
  await flow.settle();
  expect(await found()).toBe(0);
  expect(steps).toBeLessThan(5);
});

const failing = (code: 'kafka_unavailable') => ({
  publish: () => Promise.reject(new PlatformError(code, 'away')),
  close: async () => undefined,
});

test('with Kafka or OpenSearch away a step fails, and the sweep goes on from there when they are back', async () => {
  await halfWay();
  const step = flow.topic('ban_sweeps').slice(0, 1);
  const away = openSearchClient(
    { url: 'http://127.0.0.1:1', auth: 'none', region: 'us-east-1' },
    { requestTimeout: 100, maxRetries: 0 },
  );
  const withoutKafka = followSweeps({ ...flow.sweeping(), publisher: failing('kafka_unavailable') });
  await expect(withoutKafka(step)).rejects.toMatchObject({ code: 'kafka_unavailable' });
  const withoutOpenSearch = followSweeps({ ...flow.sweeping(), client: away });
  await expect(withoutOpenSearch(step)).rejects.toMatchObject({ code: 'opensearch_unavailable' });
  await flow.settle();
  expect([await found(), await found('rejectedProducts')]).toEqual([0, count]);
}, 60_000);

const quiet = jsonLog(() => undefined);
const watching = (now: () => number = Date.now) => watchList({ ...flow.sweeping(), log: quiet, now })();

test('a sweep that has come to a halt is taken up again after five minutes', async () => {
  await halfWay();
  // Its next step is lost.
  flow.skip('sweeps', 10);
  await watching();
  expect(flow.lag('sweeps')).toBe(0);
  await watching(() => Date.now() + 6 * 60_000);
  await flow.settle();
  expect([await found(), await found('rejectedProducts')]).toEqual([0, count]);
});

test('a rule with a time takes hold, and lets go, when its time comes', async () => {
  // Far enough for a busy machine to be done with the change before.
  const at = Date.now() + 3_000;
  const times = { valid_from: new Date(at).toISOString(), valid_to: new Date(at + 3_000).toISOString() };
  ban({ ...hookahs, ...times });
  await flow.settle();
  expect(await found()).toBe(count);
  const watched = watching();
  await expect.poll(() => flow.lag('sweeps'), { timeout: 10_000 }).toBe(1);
  // Its clock is that of one who judges: the rule is no longer in force when the second sweep looks.
  await watched;
  await flow.settle();
  expect([await found(), await found('rejectedProducts')]).toEqual([count, 0]);
  expect((await sweeps()).map(({ sweep_id }) => sweep_id.replace(/-[0-9a-f]{8}$/u, ''))).toEqual([
    'change-0',
    `time-${at}`,
    `time-${at + 3_000}`,
  ]);
}, 60_000);

/** Bans so many products one by one, from a number on. */
function banSixty(from: number): void {
  for (let n = from; n < from + 60; n++) ban(aRule({ rule_id: `rule-${n}`, kind: 'product', value: idOf(n) }));
}

test('a rule that came after the list was watched, with a time before it is watched again, is not passed over', async () => {
  await watching();
  const at = Date.now() + 3_000;
  ban({ ...hookahs, valid_from: new Date(at).toISOString() });
  await flow.settle();
  expect(await found()).toBe(count);
  await until('its time has come', () => Date.now() > at + 100);
  await watching();
  await flow.settle();
  expect(await found()).toBe(0);
}, 60_000);

test('very many changes at once are one sweep of the catalogue, and what comes next takes it over', async () => {
  banSixty(300);
  await flow.run('changes', 100);
  // Of products that the first has looked at.
  banSixty(100);
  await flow.settle();
  expect(await sweeps()).toMatchObject([
    { sweep_id: 'changes-0-59', state: 'merged', looked_at: 200 },
    {
      sweep_id: 'changes-60-119',
      state: 'done',
      from_version: 0,
      to_version: 119,
      origin: idOf(199),
      judged_again: 120,
    },
  ]);
  expect([await found(), await found('rejectedProducts')]).toEqual([count - 120, 120]);
});

test('a pattern, whose products no index tells, reaches all of them', async () => {
  ban(aRule({ rule_id: 'ban-pattern', kind: 'regex', value: 'Кальян.+ный$' }));
  await flow.settle();
  expect([await found(), await found('rejectedProducts')]).toEqual([0, count]);
  expect(await sweeps()).toMatchObject([{ sweep_id: 'changes-0-0', state: 'done', looked_at: count }]);
});

test('a record that is no step of a sweep is a dead letter, and the others are taken', async () => {
  flow.send([{ topic: 'ban_sweeps', key: 'x', value: '{"sweep_id": 5}' }]);
  ban(hookahs);
  await flow.settle();
  expect(await found()).toBe(0);
  expect(flow.topic('dead_letters').map(({ value }) => String(value))).toEqual(['{"sweep_id": 5}']);
});
