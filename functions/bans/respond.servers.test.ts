import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { banHeader } from '../../modules/platform/headers.ts';
import { kafkaAs } from '../../local/kafka/client.ts';
import { problemOf } from '../../modules/http/problem.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { moderatorsApi, type ModeratorsApi } from '../../tests/support/moderator.ts';
import { aRuleOf, aWord, banRecordAt, ownRuleId, versionIn } from '../../tests/support/own-rule.ts';
import { headerTexts } from '../../tests/support/records.ts';

const otherWriter = kafkaPublisher(() => kafkaAs(testInstance(), 'moderator'));
let indices: TestIndices;
let api: ModeratorsApi;
beforeAll(async () => {
  indices = await testIndices();
  api = moderatorsApi(indices);
});
afterAll(() => Promise.all([indices.remove(), api.close(), otherWriter.close()]));

const ownId = (): string => ownRuleId(otherWriter);

test.each(['GET /bans', 'POST /bans', 'GET /rejected', 'DELETE /bans/x'])('%s needs a key', async (asked) => {
  const { status, headers, body } = await api.ask(asked, { as: '' });
  expect([status, headers['www-authenticate'], body['title']]).toEqual([401, 'Bearer', 'Unauthorized']);
});

test('a rule is added, found, edited and removed; each change is in the topic under who made it, and why', async () => {
  const id = ownId();
  const rule = aRuleOf(id);
  const added = await api.ask('POST /bans', { body: { ...rule, why: 'жалоба 7' } });
  const version = versionIn(added);
  expect(added).toMatchObject({
    status: 201,
    headers: { etag: `"${version}"`, location: `/bans/${id}` },
    body: { rule_id: id, version, sweep: version },
  });
  const record = await banRecordAt(version);
  expect([String(record?.key), JSON.parse(String(record?.value))]).toEqual([
    id,
    expect.objectContaining({ ...rule, created_by: 'anna', created_at: expect.any(String) as unknown }),
  ]);
  expect(headerTexts(record ?? {})).toEqual({ [banHeader.changedBy]: 'anna', [banHeader.why]: 'жалоба 7' });

  const shown = await api.ask(`GET /bans/${id}`);
  expect(shown).toMatchObject({
    headers: { etag: `"${version}"` },
    body: { ...rule, version, changed_by: 'anna', why: 'жалоба 7', in_force: true, match: 'stem' },
  });

  const edited = await api.ask(`PATCH /bans/${id}`, { as: 'boris', body: { severity: 'high', why: 'строже' } });
  expect(edited).toMatchObject({ status: 200, body: { rule_id: id } });
  expect((await api.ask(`GET /bans/${id}`)).body).toMatchObject({
    severity: 'high',
    changed_by: 'boris',
    created_by: 'anna',
    version: versionIn(edited),
  });

  const removed = await api.ask(`DELETE /bans/${id}`, { query: { why: 'снято' } });
  expect(removed).toMatchObject({ status: 200, body: { rule_id: id, sweep: versionIn(removed) } });
  const tombstone = await banRecordAt(versionIn(removed));
  expect([tombstone?.value, headerTexts(tombstone ?? {})]).toEqual([
    null,
    { [banHeader.changedBy]: 'anna', [banHeader.why]: 'снято' },
  ]);
  expect(await api.ask(`GET /bans/${id}`)).toMatchObject({ status: 404, body: { detail: `There is no rule ${id}.` } });
});

test('a rule without an id is given one', async () => {
  const { rule_id: none, ...rule } = aRuleOf('');
  const { status, body } = await api.ask('POST /bans', { body: rule });
  expect([none, status, body['rule_id']]).toEqual(['', 201, expect.stringMatching(/^ban-[0-9a-f]{8}$/u)]);
  expect(await api.ask(`DELETE /bans/${String(body['rule_id'])}`)).toMatchObject({ status: 200 });
});

test('an id that stands is refused with who made it, also to the slower of two at once', async () => {
  const id = ownId();
  const answers = await Promise.all(
    (['anna', 'boris'] as const).map((as) => api.ask('POST /bans', { as, body: aRuleOf(id) })),
  );
  expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['201', '409']);
  const refused = await api.ask('POST /bans', { body: aRuleOf(id) });
  expect(refused.status).toBe(409);
  expect(refused.body['detail']).toMatch(
    new RegExp(`rule ${id} already, changed last by (?:anna|boris) at 2.*PATCH`, 'u'),
  );
});

test('of two moderators who edit what both have seen, the later is told who changed what', async () => {
  const id = ownId();
  const added = await api.ask('POST /bans', { body: aRuleOf(id, { severity: 'low' }) });
  const seen = versionIn(added);
  const { value: rule } = (await banRecordAt(seen)) ?? {};
  const entry = {
    version: seen,
    rule_id: id,
    action: 'set',
    at: new Date().toISOString(),
    rule: JSON.parse(String(rule)) as object,
  };
  const edit = (as: 'anna' | 'boris', body: object) => api.ask(`PATCH /bans/${id}`, { as, body, ifMatch: `"${seen}"` });

  const first = await edit('boris', { severity: null, reason: 'Иная причина' });
  expect(first.status).toBe(200);
  const without = await edit('anna', { severity: 'high' });
  expect(without).toMatchObject({
    status: 412,
    body: { current_version: versionIn(first), changed_by: 'boris', changed: { rule_id: id, reason: 'Иная причина' } },
  });

  await indices.client.index({ index: indices.names.banHistory, id: String(seen), body: entry });
  const refused = await edit('anna', { severity: 'high' });
  expect(refused.body['detail']).toMatch(new RegExp(`^The rule ${id} was changed by boris at 2`, 'u'));
  expect(refused.body['changed']).toEqual({ severity: null, reason: 'Иная причина' });
  expect(await api.ask(`DELETE /bans/${id}`, { ifMatch: `"${seen}"` })).toMatchObject({ status: 412 });
  expect(await api.ask(`DELETE /bans/${id}`, { ifMatch: `"${versionIn(first)}"` })).toMatchObject({ status: 200 });
});

test('what a rule may not become is refused with every reason, and an edit that changes nothing writes nothing', async () => {
  const id = ownId();
  const added = await api.ask('POST /bans', { body: aRuleOf(id) });
  const refusedFields = async (body: object) => {
    const { body: problem } = await api.ask(`PATCH /bans/${id}`, { body });
    return ((problem['errors'] ?? []) as { parameter: string }[]).map(({ parameter }) => parameter);
  };
  expect(await refusedFields({ kind: 'brand', rule_id: 'other', created_by: 'boris' })).toEqual([
    'rule_id',
    'kind',
    'created_by',
  ]);
  expect(await refusedFields({ value: '', reason: null, why: 7 })).toEqual(['reason', 'value', 'why']);
  expect(await api.ask(`PATCH /bans/${id}`, { body: aRuleOf(id, { value: undefined }) })).toMatchObject({
    status: 200,
    body: { version: versionIn(added) },
  });
  expect(await api.ask(`PATCH /bans/${id}`, { body: {}, ifMatch: 'yesterday' })).toMatchObject({
    status: 400,
    body: { errors: [{ parameter: 'If-Match' }] },
  });
});

test('an import sets what it can, says what it cannot, and writes nothing twice', async () => {
  const [added, changed, twice, bad] = [ownId(), ownId(), ownId(), ownId()];
  await api.ask('POST /bans', { body: aRuleOf(changed, { value: 'щщпрежнее' }) });
  const rules = [
    aRuleOf(added, { value: 'щщновое' }),
    aRuleOf(twice),
    aRuleOf(bad, { value: '', colour: 'red' }),
    aRuleOf(changed, { value: 'щщиное' }),
    aRuleOf(twice),
    'nonsense',
  ];
  const first = await api.ask('POST /bans/import', { body: { rules, why: 'ревизия' } });
  expect(first).toMatchObject({
    status: 200,
    body: {
      added: 1,
      changed: 1,
      unchanged: 0,
      refused: [
        { index: 1, rule_id: twice, errors: ['rule_id: stands more than once in this request'] },
        {
          index: 2,
          rule_id: bad,
          errors: [expect.stringMatching(/^value: is empty/u), expect.stringMatching(/^colour: /u)],
        },
        { index: 4, rule_id: twice },
        { index: 5, errors: ['rule: must be an object of JSON'] },
      ],
    },
  });
  expect(String((await banRecordAt(versionIn(first)))?.key)).toBe(changed);
  expect((await api.ask(`GET /bans/${added}`)).body).toMatchObject({ version: versionIn(first) - 1, why: 'ревизия' });

  const again = await api.ask('POST /bans/import', { body: { rules: rules.filter((_, n) => n === 0 || n === 3) } });
  expect(again.body).toEqual({ added: 0, changed: 0, unchanged: 2, refused: [] });
});

test('a thousand rules are imported within the time of a request, and a thousand and one are too many', async () => {
  const prefix = uniqueName('bans-many');
  const rules = Array.from({ length: 1_000 }, (_, n) => aRuleOf(`${prefix}-${n}`));
  onTestFinished(async () => {
    await otherWriter.publish(rules.map(({ rule_id: key }) => ({ topic: 'banned_products', key, value: null })));
  });
  const startedAt = performance.now();
  expect((await api.ask('POST /bans/import', { body: { rules } })).body).toMatchObject({ added: 1_000, refused: [] });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  const refused = await api.ask('POST /bans/import', { body: { rules: [...rules, aRuleOf('one-more')] } });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ parameter: 'rules' }] } });

  const pages = await Promise.all(
    ['', `${prefix}-499`].map((after) => api.ask('GET /bans', { query: { q: prefix, limit: 10, after } })),
  );
  expect(pages.map(({ body }) => [body['total'], body['next']])).toEqual([
    [1_000, `${prefix}-106`],
    [1_000, `${prefix}-507`],
  ]);
});

test('rules are listed by kind and by the text that stands in them', async () => {
  const [phrase, price] = [ownId(), ownId()];
  const word = aWord();
  await api.ask('POST /bans', { body: aRuleOf(phrase, { value: `Слово ${word}` }) });
  const value = { min: 1, max: 2, currency: 'XTS' };
  await api.ask('POST /bans', { body: aRuleOf(price, { kind: 'price', value, reason: `Из-за ${word}` }) });
  const idsFor = async (query: Record<string, string>) => {
    const { body } = await api.ask('GET /bans', { query });
    return (body['rules'] as { rule_id: string }[]).map(({ rule_id }) => rule_id);
  };
  expect(await idsFor({ q: word.toUpperCase() })).toEqual([phrase, price].toSorted());
  expect(await idsFor({ q: word, kind: 'price' })).toEqual([price]);
  expect(await api.ask('GET /bans', { query: { kind: 'taste', limit: 2_000, page: 1 } })).toMatchObject({
    status: 400,
    body: { errors: [{ parameter: 'kind' }, { parameter: 'limit' }, { parameter: 'page' }] },
  });
});

test('while OpenSearch is down the list is told, and a change is refused for now', async () => {
  const client = openSearchClient(
    { url: 'http://127.0.0.1:9', auth: 'none', region: 'us-east-1' },
    { requestTimeout: 500, maxRetries: 0 },
  );
  const lame = moderatorsApi({ client, names: indices.names });
  onTestFinished(() => lame.close());
  expect(await lame.ask('GET /bans', { query: { limit: 1 } })).toMatchObject({ status: 200 });
  const failure = await lame.ask('POST /bans', { body: aRuleOf(uniqueName('lame')) }).catch(problemOf);
  expect(failure).toMatchObject({ status: 503 });
});

test('what cannot be read is listed with the problem, may be removed, and does not end the rule before it', async () => {
  const [broken, later] = [ownId(), ownId()];
  const added = await api.ask('POST /bans', { body: aRuleOf(later) });
  await otherWriter.publish(
    [broken, later].map((key) => ({ topic: 'banned_products', key, value: '{"kind":"taste"}' })),
  );
  const { body } = await api.ask('GET /bans', { query: { q: later } });
  expect(body['unreadable']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ rule_id: broken, problem: expect.stringContaining('kind') as unknown }),
    ]),
  );
  expect(await api.ask(`GET /bans/${later}`)).toMatchObject({ status: 200, body: { version: versionIn(added) } });
  expect(await api.ask(`GET /bans/${broken}`)).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('is no rule: kind: ') as unknown },
  });
  expect(await api.ask(`DELETE /bans/${broken}`)).toMatchObject({ status: 200 });
  expect(await api.ask(`DELETE /bans/${broken}`)).toMatchObject({ status: 404 });
});

test.each([
  ['POST /bans', 'a list', 'body', { body: [1] }],
  ['POST /bans', 'force=yes', 'force', { body: aRuleOf('x'), query: { force: 'yes' } }],
  ['POST /bans', 'a word of the API', 'rule_id', { body: aRuleOf('status') }],
  ['POST /bans', 'a novel for a reason', 'why', { body: { ...aRuleOf('x'), why: 'ы'.repeat(501) } }],
  ['POST /bans/import', 'no list', 'rules', { body: { rules: {} } }],
  ['GET /bans/sweeps/latest', 'no version', 'version', {}],
])('%s with %s is refused, and %s named', async (asked, _, parameter, about) => {
  expect(await api.ask(asked, about)).toMatchObject({ status: 400, body: { errors: [{ parameter }] } });
});

test('a body of 400 KB is too large', async () => {
  const body = { ...aRuleOf('x'), note: 'ы'.repeat(200_000) };
  expect(await api.ask('POST /bans', { body })).toMatchObject({ status: 413 });
});

test.each(['POST /bans/x', 'DELETE /bans/status', 'GET /bans/test', 'PATCH /bans/import'])(
  '%s is no method of that path',
  async (asked) => {
    expect(await api.ask(asked, { body: {} })).toMatchObject({ status: 405 });
  },
);

test('a rule that nobody made is not there', async () => {
  expect(await api.ask('GET /bans/nobody')).toMatchObject({ status: 404 });
});
