import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { kafkaAs } from '../../../local/kafka/client.ts';
import { kafkaPublisher } from '../../../modules/kafka/publish.ts';
import { testIndices, type TestIndices } from '../../../tests/support/indices.ts';
import { testInstance } from '../../../tests/support/instance.ts';
import { moderatorsApi } from '../../../tests/support/moderator.ts';
import { aRuleOf, banRecordAt, ownRuleId, versionIn } from '../../../tests/support/own-rule.ts';

const instance = testInstance();
const otherWriter = kafkaPublisher(() => kafkaAs(instance, 'moderator'));
let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
});
afterAll(() => Promise.all([indices.remove(), otherWriter.close()]));

const ownId = (): string => ownRuleId(otherWriter);

test('moderators who change different rules at the same moment are all served', async () => {
  const apis = Array.from({ length: 6 }, () => moderatorsApi(indices));
  onTestFinished(async () => {
    await Promise.all(apis.map((each) => each.close()));
  });
  const ids = apis.map(() => ownId());
  // Each is warm, as a function is that was asked before.
  await Promise.all(apis.map((each) => each.ask('GET /bans', { query: { limit: 1 } })));
  const answers = await Promise.all(apis.map((each, n) => each.ask('POST /bans', { body: aRuleOf(ids[n] ?? '') })));
  expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 201));
  expect(new Set(answers.map((answer) => versionIn(answer))).size).toBe(ids.length);
});

test('who is still connecting keeps nobody waiting: others change the list meanwhile', async () => {
  const publisher = kafkaPublisher(() => kafkaAs(instance, 'bans'));
  const network = Promise.withResolvers<void>();
  const connecting = moderatorsApi(indices, { publisher: { ...publisher, connect: () => network.promise } });
  const other = moderatorsApi(indices);
  onTestFinished(async () => {
    await Promise.all([connecting.close(), other.close(), publisher.close()]);
  });
  const slow = connecting.ask('POST /bans', { body: aRuleOf(ownId()) });
  const [fast] = await Promise.all([
    other.ask('POST /bans', { body: aRuleOf(ownId()) }).finally(() => network.resolve()),
    slow,
  ]);
  expect(fast.status).toBe(201);
  expect(await slow).toMatchObject({ status: 201 });
  expect(versionIn(await slow)).toBeGreaterThan(versionIn(fast));
});

test('a version is that of the own record, also when others write to the topic meanwhile', async () => {
  const [own, other] = [ownId(), ownId()];
  const publisher = kafkaPublisher(() => kafkaAs(instance, 'bans'));
  const alien = { topic: 'banned_products', key: other, value: null };
  const between = moderatorsApi(indices, {
    publisher: {
      ...publisher,
      append: async (records) => {
        await otherWriter.publish([alien]);
        const offsets = await publisher.append(records);
        await otherWriter.publish([alien, alien]);
        return offsets;
      },
    },
  });
  onTestFinished(async () => {
    await Promise.all([between.close(), publisher.close()]);
  });
  const added = await between.ask('POST /bans', { body: aRuleOf(own) });
  expect(String((await banRecordAt(versionIn(added)))?.key)).toBe(own);
  const removed = await between.ask(`DELETE /bans/${own}`);
  expect(await banRecordAt(versionIn(removed))).toMatchObject({ key: Buffer.from(own), value: null });
});

test('a change that is not acknowledged keeps the lock, and others are told who has it', async () => {
  const id = ownId();
  const own = await testIndices();
  const silent = moderatorsApi(own, {
    publisher: {
      connect: async () => undefined,
      append: () => Promise.reject(Object.assign(new Error('silence'), { code: 'x' })),
    },
  });
  const patient = moderatorsApi(own);
  onTestFinished(async () => {
    await Promise.all([silent.close(), patient.close()]);
    await own.remove();
  });
  await expect(silent.ask('POST /bans', { as: 'boris', body: aRuleOf(id) })).rejects.toThrow('silence');
  const startedAt = performance.now();
  expect(await patient.ask('POST /bans', { body: aRuleOf(id) })).toMatchObject({
    status: 409,
    body: { detail: 'The ban list is being changed by boris; try again in a few seconds.' },
  });
  expect(performance.now() - startedAt).toBeLessThan(9_000);
});
