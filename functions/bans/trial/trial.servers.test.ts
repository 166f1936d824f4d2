import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { banTerms } from '../../../modules/ban-search/terms.ts';
import type { Product } from '../../../modules/product/product.ts';
import { documentOf } from '../../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../../tests/support/indices.ts';
import { uniqueName } from '../../../tests/support/instance.ts';
import { moderatorsApi, type ModeratorsApi } from '../../../tests/support/moderator.ts';
import { aProduct } from '../../../tests/support/records.ts';

let indices: TestIndices;
let api: ModeratorsApi;

/** Of 400 products 12 are vodka, 30 are knives, and 10 vodkas are rejected for a rule that nobody has. */
const own = uniqueName('trial');
const rejectingRule = `${own}-vodka`;
const products: readonly Product[] = Array.from({ length: 400 }, (_, n) => {
  const product_id = `${own}-${String(n).padStart(3, '0')}`;
  if (n < 12)
    return aProduct({ product_id, name: `Набор ${n}`, description: 'К нему водка «Сувенирная»\u0000\u202E 0,5 л' });
  if (n < 42) return aProduct({ product_id, name: 'Нож кухонный', tags: ['кухня', 'ножи 🔪'] });
  return aProduct({ product_id, name: `Часы ${n}` });
});

beforeAll(async () => {
  indices = await testIndices();
  api = moderatorsApi(indices);
  const body = products.flatMap((product, n) => [
    { index: { _index: indices.names.products, _id: product.product_id } },
    { ...documentOf(product, 1), ban_terms: banTerms(product), ...(n < 10 && rejected) },
  ]);
  await indices.client.bulk({ body, refresh: true });
});
afterAll(() => Promise.all([indices.remove(), api.close()]));

const rejected = { state: 'rejected', reasons: [{ rule_id: rejectingRule }], rejected_at: '2026-11-01T00:00:00Z' };
const aPhrase = (value: string, fields: object = {}) => ({ kind: 'phrase', value, reason: 'Нельзя', ...fields });
const tried = async (rule: object) => (await api.ask('POST /bans/test', { body: rule })).body;

test('a trial counts exactly what a rule rejects and what it lets go, and saves nothing', async () => {
  const answer = await tried(aPhrase('водка', { rule_id: rejectingRule }));
  expect(answer).toMatchObject({
    catalogue: 400,
    matches: 12,
    share: 12 / 400,
    rejects: 2,
    lifts: 0,
    is_estimate: false,
  });
  expect(await tried(aPhrase('вино', { rule_id: rejectingRule }))).toMatchObject({ rejects: 0, lifts: 10, share: 0 });
  expect(await api.ask(`GET /bans/${rejectingRule}`)).toMatchObject({ status: 404 });
});

test('an example says where the rule matches, with the match marked in the text around it', async () => {
  const { examples } = await tried(aPhrase('водки'));
  expect(new Set(examples as object[])).toEqual(
    new Set(
      [10, 11].map((n) => ({
        product_id: `${own}-0${n}`,
        name: `Набор ${n}`,
        category: 'Часы',
        effect: 'reject',
        matches: [{ field: 'description', at: 7, matched: 'водка', marked: 'К нему «водка» «Сувенирная»   0,5 л' }],
      })),
    ),
  );
  const knives = await tried(aPhrase('нож', { fields: ['tags'] }));
  expect(knives['examples']).toHaveLength(20);
  expect(knives['examples']).toContainEqual(
    expect.objectContaining({ matches: [{ field: 'tags', tag: 1, at: 0, matched: 'ножи', marked: '«ножи» 🔪' }] }),
  );
});

test.each([
  ['a pattern', { kind: 'regex', value: '^Нож ' }, 30],
  ['a substring', aPhrase('ухонн', { match: 'substring' }), 30],
  ['a price', { kind: 'price', value: { max: 5_000, currency: 'RUB' } }, 390],
  ['a product', { kind: 'product', value: `${own}-399` }, 1],
  ['a rule that begins later', aPhrase('нож', { valid_from: '2999-01-01T00:00:00Z' }), 30],
])('%s is tried, without an id and a reason', async (_, rule, rejects) => {
  expect(await tried({ ...rule, reason: undefined })).toMatchObject({ rejects, is_estimate: false });
});

test('a rule that cannot be is refused before it is tried', async () => {
  expect(await api.ask('POST /bans/test', { body: { kind: 'phrase', value: '!' } })).toMatchObject({
    status: 400,
    body: { detail: 'value: must have a letter or a digit' },
  });
});

/** A rule that is removed again when the test is over. */
const aRuleOfKnives = () => {
  const rule = { rule_id: uniqueName('too-much'), ...aPhrase('нож') };
  onTestFinished(async () => {
    await api.ask(`DELETE /bans/${rule.rule_id}`);
  });
  return rule;
};

describe('a rule for more than 5 % of the catalogue', () => {
  const figures = { matches: 30, catalogue: 400, share: 0.075, is_estimate: false };

  test('is refused with the number unless it is forced; a smaller one is not', async () => {
    const rule = aRuleOfKnives();
    const refused = await api.ask('POST /bans', { body: rule });
    expect(refused).toMatchObject({ status: 409, body: figures });
    expect(refused.body['detail']).toBe(
      'The rule matches 30 of 400 products, 7.5 % of the catalogue. If that is meant, send it with force=true.',
    );
    expect(await api.ask('POST /bans', { body: { ...rule, value: 'водка' } })).toMatchObject({ status: 201 });
    const edit = `PATCH /bans/${rule.rule_id}`;
    expect(await api.ask(edit, { body: { value: 'нож' } })).toMatchObject({ status: 409, body: figures });
    expect(await api.ask(edit, { body: { value: 'нож' }, query: { force: 'true' } })).toMatchObject({ status: 200 });
    expect(await api.ask(edit, { body: { reason: 'Опасно' } })).toMatchObject({ status: 200 });
  });

  test('holds up nothing else of an import', async () => {
    const [large, small, pattern] = [aRuleOfKnives(), aRuleOfKnives(), aRuleOfKnives()];
    const rules = [large, { ...small, value: 'водка' }, { ...pattern, kind: 'regex', value: 'Часы|Нож' }];
    const { body } = await api.ask('POST /bans/import', { body: { rules } });
    expect(body).toMatchObject({
      added: 1,
      refused: [
        { index: 0, errors: [expect.stringMatching(/^matches 30 of 400 products, 7\.5 %/u)] },
        { index: 2, errors: [expect.stringMatching(/^matches 388 of 400 products, 97\.0 %/u)] },
      ],
    });
    expect((await api.ask('POST /bans/import', { body: { rules }, query: { force: 'true' } })).body).toMatchObject({
      added: 2,
      unchanged: 1,
      refused: [],
    });
  });
});

test('what time does not allow to be looked at is estimated', async () => {
  let calls = 0;
  // The clock runs ahead once the trial has begun to look at products.
  const hurried = moderatorsApi(indices, { now: () => Date.now() + (++calls > 60 ? 7_500 : 0) });
  onTestFinished(() => hurried.close());
  const { body } = await hurried.ask('POST /bans/test', { body: { kind: 'regex', value: 'Часы|Нож|Набор' } });
  expect(body).toMatchObject({ catalogue: 400, is_estimate: true });
  expect(body['share']).toBe(1);
});

test('a rule that names its product is no mistake, however small the catalogue', async () => {
  const small = await testIndices();
  const other = moderatorsApi(small);
  const id = uniqueName('small');
  onTestFinished(async () => {
    await other.ask(`DELETE /bans/${id}`);
    await Promise.all([small.remove(), other.close()]);
  });
  const product = aProduct({ product_id: id });
  const document = { ...documentOf(product, 1), ban_terms: banTerms(product) };
  await small.client.index({ index: small.names.products, id, body: document, refresh: true });
  expect(await other.ask('POST /bans', { body: aPhrase('часы', { rule_id: id }) })).toMatchObject({ status: 409 });
  const rule = { rule_id: id, kind: 'product', value: id, reason: 'Нельзя' };
  expect(await other.ask('POST /bans', { body: rule })).toMatchObject({ status: 201 });
});
