import { afterAll, expect, onTestFinished, test } from 'vitest';
import { kafkaAs } from '../../local/kafka/client.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { aKafkaRecord, aProduct, aRule, keepingPublisher } from '../../tests/support/records.ts';
import { readTopic } from '../../local/kafka/read-topic.ts';
import type { BanRule, RuleOf } from '../../modules/bans/rule.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { lastHeader } from '../../modules/kafka/headers.ts';
import { deadLetterHeader, header } from '../../modules/platform/headers.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import { banListReader } from '../../modules/ban-list/ban-list.ts';
import { filterProducts } from './filter.ts';

const instance = testInstance();
const log = jsonLog(() => undefined);
const kafka = kafkaAs(instance, 'filter');
const bans = banListReader(async () => kafka, log);
const publisher = kafkaPublisher(() => kafka);
const moderator = kafkaPublisher(() => kafkaAs(instance, 'moderator'));
const filter = filterProducts({ bans, publisher, now: Date.now });

afterAll(() => Promise.all([bans.close(), publisher.close(), moderator.close()]));

const changeRule = (id: string, rule: BanRule | string | null): Promise<void> => {
  const value = typeof rule === 'object' && rule !== null ? JSON.stringify(rule) : rule;
  return moderator.publish([{ topic: 'banned_products', key: id, value }]);
};

/** A rule that bans one made-up word, until the test is over. */
async function banWord(word: string): Promise<RuleOf<'phrase'>> {
  const rule = aRule({ rule_id: uniqueName('rule'), kind: 'phrase', value: word });
  await changeRule(rule.rule_id, rule);
  onTestFinished(() => changeRule(rule.rule_id, null));
  return rule;
}

const aRecord = (id: string, fields: object = {}): KafkaRecord =>
  aKafkaRecord({
    timestamp: Date.now(),
    key: Buffer.from(id),
    value: Buffer.from(
      JSON.stringify({ ...aProduct({ product_id: id, name: 'Ваза', category: 'Посуда' }), ...fields }),
    ),
  });

const foundIn = async (topic: string, key: string): Promise<KafkaRecord[]> =>
  (await readTopic(instance, topic)).filter((record) => String(record.key) === key);

const text = (record: KafkaRecord | undefined, name: string): string | undefined =>
  lastHeader(record?.headers ?? [], name)?.toString();

test('an allowed product stands in filtered_products with the same bytes, and nowhere else', async () => {
  const record = aRecord(uniqueName('allowed'), { unknown: ['поле'] });
  const { version } = await bans.current();
  expect(await filter([record])).toMatchObject({ allowed: 1, rejected: 0, withdrawn: 0, dead_lettered: 0 });

  const id = String(record.key);
  const found = await foundIn('filtered_products', id);
  expect(found).toHaveLength(1);
  expect(found[0]?.value).toEqual(record.value);
  expect(text(found[0], header.version)).toBe(String(record.timestamp));
  expect(text(found[0], header.verdict)).toBe('allowed');
  expect(Number(text(found[0], header.banListVersion))).toBeGreaterThanOrEqual(version);
  expect(await foundIn('rejected_products', id)).toEqual([]);
  expect(await foundIn('dead_letters', id)).toEqual([]);
});

test('a ban is noticed by the next batch, and so is its end', async () => {
  const rule = await banWord(uniqueName('слово').replaceAll('-', ''));
  const id = uniqueName('banned');
  const record = aRecord(id, { name: `Ваза ${rule.value}` });
  expect(await filter([record])).toMatchObject({ rejected: 1 });
  await changeRule(rule.rule_id, null);
  expect(await filter([record])).toMatchObject({ allowed: 1 });

  const [rejected] = await foundIn('rejected_products', id);
  expect(JSON.parse(String(rejected?.value))).toMatchObject({
    product: { product_id: id },
    reasons: [{ rule_id: rule.rule_id, field: 'name', matched: rule.value }],
    ban_list_version: Number(text(rejected, header.banListVersion)),
  });
  // The platform's own index function may have had the rejection judged again since: the list has changed.
  const filtered = (await foundIn('filtered_products', id)).slice(0, 2);
  expect(filtered.map((one) => [one.value === null, text(one, header.verdict)])).toEqual([
    [true, 'rejected'],
    [false, 'allowed'],
  ]);
  expect(filtered.map((one) => text(one, header.version))).toEqual(Array(2).fill(String(record.timestamp)));
  const versions = filtered.map((one) => Number(text(one, header.banListVersion)));
  expect(versions[1]).toBeGreaterThan(Number(versions[0]));
});

test('one batch of every kind of record leaves each as exactly one outcome', async () => {
  const rule = await banWord(uniqueName('слово').replaceAll('-', ''));
  const [good, bad, gone, broken, price, foreign] = ['good', 'bad', 'gone', 'broken', 'price', 'foreign'].map(
    uniqueName,
  );
  const batch = [
    aRecord(String(good), { name: 'ы'.repeat(10_000) }),
    aRecord(String(bad), { description: `вот ${rule.value}` }),
    { ...aRecord(String(gone)), value: null },
    { ...aRecord(String(broken)), value: Buffer.from([0xff, 0x00]) },
    aRecord(String(price), { price: { amount: 'abc', currency: 'RUB' } }),
    { ...aRecord('other'), key: Buffer.from(String(foreign)) },
  ];
  expect(await filter(batch)).toMatchObject({ allowed: 1, rejected: 1, withdrawn: 1, dead_lettered: 3 });

  const filtered = await readTopic(instance, 'filtered_products');
  const verdicts = new Map(filtered.map((record) => [String(record.key), text(record, header.verdict)]));
  expect([good, bad, gone].map((id) => verdicts.get(String(id)))).toEqual(['allowed', 'rejected', 'withdrawn']);
  const letters = await readTopic(instance, 'dead_letters');
  const codes = new Map(letters.map((record) => [String(record.key), text(record, deadLetterHeader.errorCode)]));
  expect([broken, price, foreign].map((id) => codes.get(String(id)))).toEqual([
    'invalid_utf8',
    'invalid_product',
    'key_mismatch',
  ]);
  const letter = letters.find((record) => String(record.key) === broken);
  expect(letter?.value).toEqual(Buffer.from([0xff, 0x00]));
});

test('a rule that cannot be read is skipped and does not stop the filter', async () => {
  const id = uniqueName('broken-rule');
  await changeRule(id, '{"kind": "colour"');
  onTestFinished(() => changeRule(id, null));
  expect(await filter([aRecord(uniqueName('beside'))])).toMatchObject({ allowed: 1 });
});

test('a reader that starts later knows the same list under the same version', async () => {
  const rule = await banWord(uniqueName('слово').replaceAll('-', ''));
  const late = banListReader(async () => kafkaAs(instance, 'filter'), log);
  onTestFinished(() => late.close());
  const product = { product_id: 'p', name: rule.value, price: { amount: 1, currency: 'RUB' }, category: 'Посуда' };
  const [known, fresh] = [await bans.current(), await late.current()];
  expect(fresh.version).toBe(known.version);
  const now = Date.now();
  expect(fresh.match(product, now)).toEqual(known.match(product, now));
  expect(fresh.match(product, now).map((match) => match.rule.rule_id)).toContain(rule.rule_id);
});

test('a list that has not changed is not read again', async () => {
  const known = await bans.current();
  expect(await bans.current()).toBe(known);
});

test('without a list nothing is judged: the batch fails, and comes again', async () => {
  const unreachable = banListReader(
    async () => kafkaAs(instance, 'filter', { brokers: ['localhost:1'], retry: { retries: 0 } }),
    log,
  );
  onTestFinished(() => unreachable.close());
  const kept = keepingPublisher();
  const blind = filterProducts({ bans: unreachable, publisher: kept, now: Date.now });
  await expect(blind([aRecord('p')])).rejects.toMatchObject({ code: 'ban_list_unreadable' });
  expect(kept.published).toEqual([]);
});

test('an empty batch asks nobody', async () => {
  const nobody = {
    bans: { current: () => Promise.reject(new Error('asked')), close: async () => undefined },
    publisher: { publish: () => Promise.reject(new Error('published')), close: async () => undefined },
  };
  expect(await filterProducts({ ...nobody, now: Date.now })([])).toMatchObject({ allowed: 0, dead_lettered: 0 });
});
