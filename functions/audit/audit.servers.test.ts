import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withPublisher } from '../../local/kafka/publisher.ts';
import { banListReader } from '../../modules/ban-list/ban-list.ts';
import { historyEntrySchema, type HistoryEntry } from '../../modules/ban-list/history-entry.ts';
import { namedHeaders } from '../../modules/kafka/headers.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import { indexNames, type IndexNames } from '../../modules/opensearch/indices.ts';
import { kafkaAs } from '../../local/kafka/client.ts';
import { testClient, testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { aRecord, headerTexts, keepingPublisher } from '../../tests/support/records.ts';
import { publishAs, settled } from '../../tests/support/send.ts';
import { readTopic } from '../../local/kafka/read-topic.ts';
import { auditChanges } from './audit.ts';

const instance = testInstance();
const client = testClient();
const written = new Set<string>();
let indices: TestIndices;
let id: string;

beforeAll(async () => {
  indices = await testIndices();
});
beforeEach(() => {
  id = uniqueName('audited');
});
afterAll(async () => {
  await publishAs(
    instance,
    'moderator',
    Array.from(written, (key) => ({ topic: 'banned_products', key, value: null })),
  );
  await client.close();
  await indices.remove();
});

/** A rule that matches no other test's products. */
const ruleOf = (ruleId: string, fields: object = {}) => ({
  rule_id: ruleId,
  kind: 'phrase',
  value: `кинжал ${ruleId}`,
  reason: 'Проба',
  ...fields,
});

interface Change {
  readonly key?: string;
  /** Text as it is, anything else as JSON. */
  readonly value: unknown;
  readonly by?: string;
  readonly why?: string;
}

/** Writes to the list as the moderator's tool does, and waits until every function has had it. */
async function change(...changes: Change[]): Promise<void> {
  const records = changes.map(({ key = id, value, by, why }) => {
    written.add(key);
    return {
      topic: 'banned_products',
      key,
      value: value === null ? null : typeof value === 'string' ? value : JSON.stringify(value),
      headers: namedHeaders({ ...(by !== undefined && { changed_by: by }), ...(why !== undefined && { why }) }),
    };
  });
  await publishAs(instance, 'moderator', records);
  await settled(instance);
}

const recordsOf = async (topic: string, key = id): Promise<KafkaRecord[]> =>
  (await readTopic(instance, topic)).filter((record) => record.key?.toString() === key);

const inTopic = async (): Promise<HistoryEntry[]> =>
  (await recordsOf('ban_history')).map(({ value }) => historyEntrySchema.parse(JSON.parse(String(value))));

async function inIndex(names: IndexNames = indexNames): Promise<HistoryEntry[]> {
  await client.indices.refresh({ index: names.banHistory });
  const { body } = await client.search({ index: names.banHistory, body: { query: { term: { rule_id: id } } } });
  const entries = body.hits.hits.map(({ _source }) => historyEntrySchema.parse(_source));
  return entries.toSorted((one, other) => one.version - other.version);
}

const deadLettersOf = async (key = id) => (await recordsOf('dead_letters', key)).map(headerTexts);

const addedEditedRemovedAndUnreadable = () =>
  change(
    { value: ruleOf(id, { created_by: 'анна' }) },
    { value: ruleOf(id, { reason: 'Нельзя' }), by: 'борис', why: 'жалоба 15' },
    { value: null, by: 'борис', why: 'ошибка' },
    { value: 'not json', by: 'вера' },
  );

test('what was added, edited, removed and cannot be read stands in the history in this order, with who and why', async () => {
  await addedEditedRemovedAndUnreadable();
  const entries = await inTopic();
  expect(entries).toMatchObject([
    { rule_id: id, action: 'set', by: 'анна', rule: ruleOf(id, { created_by: 'анна' }) },
    { rule_id: id, action: 'set', by: 'борис', why: 'жалоба 15', rule: ruleOf(id, { reason: 'Нельзя' }) },
    { rule_id: id, action: 'removed', by: 'борис', why: 'ошибка' },
    { rule_id: id, action: 'unreadable', by: 'вера', problem: 'the value is not JSON' },
  ]);
  expect(await inIndex()).toEqual(entries);
  const records = await recordsOf('banned_products');
  expect(entries.map(({ version, at }) => [version, at])).toEqual(
    records.map(({ offset, timestamp }) => [offset, new Date(timestamp).toISOString()]),
  );
});

test('changes that are delivered twice stand once in the index, and in the topic under the version that they had', async () => {
  await addedEditedRemovedAndUnreadable();
  const once = await inTopic();
  const records = await recordsOf('banned_products');
  await withPublisher(instance, 'audit', (publisher) =>
    auditChanges({ client, publisher, names: indexNames })(records),
  );
  expect(await inIndex()).toEqual(once);
  expect(await inTopic()).toEqual([...once, ...once]);
});

test.each([
  ['no JSON', () => 'not json', 'the value is not JSON'],
  [
    'a rule under the key of another',
    () => ({ id: `${id}-other`, kind: 'word', value: 'кинжал', reason: 'Проба' }),
    'rule_id: must be the key of the record',
  ],
])('%s is a dead letter, with what is wrong', async (_, value, problem) => {
  await change({ value: value() });
  expect(await deadLettersOf()).toMatchObject([
    { topic: 'banned_products', function: 'audit', error_code: 'invalid_rule', error_message: problem },
  ]);
});

test('of a good rule and one of no known kind behind it the first stays in force, and the second is a dead letter', async () => {
  await change({ value: ruleOf(id) }, { value: ruleOf(id, { kind: 'words' }), by: 'анна' });
  expect(await deadLettersOf()).toMatchObject([
    { error_code: 'invalid_rule', error_message: expect.stringMatching(/^kind: must be one of/u), changed_by: 'анна' },
  ]);
  const bans = banListReader(
    async () => kafkaAs(instance, 'moderator'),
    jsonLog(() => undefined),
  );
  const { rules } = await bans.current();
  await bans.close();
  expect(rules.standing.get(id)?.rule).toMatchObject({ kind: 'phrase' });
  expect(rules.unreadable.get(id)).toMatchObject({ change: { by: 'анна' } });
});

test('a change that OpenSearch does not take is in the topic, and its record is a dead letter', async () => {
  await change({ value: ruleOf(id, { ['х'.repeat(60_000)]: 1 }) });
  expect(await inTopic()).toMatchObject([{ action: 'set', rule: { rule_id: id } }]);
  expect(await deadLettersOf()).toMatchObject([{ function: 'audit', error_code: 'mapping_rejected' }]);
});

test('while OpenSearch takes nothing no entry goes to the topic, so none is repeated there until it does', async () => {
  const { names } = indices;
  const publisher = keepingPublisher();
  const audit = auditChanges({ client, publisher, names });
  const block = async (write: boolean) =>
    client.indices.putSettings({ index: names.banHistory, body: { 'index.blocks.write': write } });
  const record = aRecord('banned_products', id, ruleOf(id));
  await block(true);
  await expect(audit([record])).rejects.toMatchObject({ code: 'opensearch_unavailable' });
  expect(publisher.published).toEqual([]);
  await block(false);
  expect(await audit([record])).toEqual({ kept: 1, dead_lettered: 0 });
  expect(publisher.published).toMatchObject([{ topic: 'ban_history', key: id }]);
  expect(await inIndex(names)).toHaveLength(1);
});

test.each(['moderator', 'filter', 'index', 'search', 'shop'])('%s cannot write history', async (principal) => {
  const forged = [{ topic: 'ban_history', key: id, value: '{}' }];
  await expect(publishAs(instance, principal, forged)).rejects.toMatchObject({ code: 'kafka_refused' });
});

test('the certificate of audit cannot change the ban list', async () => {
  const forged = [{ topic: 'banned_products', key: id, value: null }];
  await expect(publishAs(instance, 'audit', forged)).rejects.toMatchObject({ code: 'kafka_refused' });
});
