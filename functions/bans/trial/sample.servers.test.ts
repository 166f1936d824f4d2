import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { banTerms } from '../../../modules/ban-search/terms.ts';
import { documentOf } from '../../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../../tests/support/indices.ts';
import { testInstance, uniqueName } from '../../../tests/support/instance.ts';
import { moderatorsApi, type ModeratorsApi } from '../../../tests/support/moderator.ts';
import { aProduct } from '../../../tests/support/records.ts';
import { publishAs } from '../../../tests/support/send.ts';

const size = 25_000;
let indices: TestIndices;
let api: ModeratorsApi;
beforeAll(async () => {
  indices = await testIndices();
  api = moderatorsApi(indices);
  for (let from = 0; from < size; from += 5_000) {
    const body = Array.from({ length: 5_000 }, (_, n) => {
      const product = aProduct({ product_id: `p${from + n}`, name: n % 4 === 0 ? 'Нож' : 'Часы' });
      return [{ index: { _id: product.product_id } }, { ...documentOf(product, 1), ban_terms: banTerms(product) }];
    });
    await indices.client.bulk({ index: indices.names.products, body: body.flat() });
  }
  await indices.refresh();
});
afterAll(() => Promise.all([indices.remove(), api.close()]));

test('up to 20,000 products are counted, of more a random sample is judged', async () => {
  const counted = await api.ask('POST /bans/test', { body: { kind: 'phrase', value: 'нож' } });
  expect(counted.body).toMatchObject({ catalogue: size, rejects: size / 4, share: 0.25, is_estimate: false });
  const startedAt = performance.now();
  const estimated = await api.ask('POST /bans/test', { body: { kind: 'regex', value: 'Нож' } });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(estimated.body).toMatchObject({ catalogue: size, is_estimate: true });
  // Six standard errors of a sample of 5,000.
  expect(Math.abs(Number(estimated.body['share']) - 0.25)).toBeLessThan(0.037);
});

test('a thousand patterns, which no index tells anything of, are imported within the time of a request', async () => {
  const rules = Array.from({ length: 1_000 }, (_, n) => ({
    rule_id: uniqueName(`pattern-${n}`),
    kind: 'regex',
    value: n === 0 ? 'Нож' : `щщ${n}[а-я]+`,
    reason: 'Нельзя',
  }));
  onTestFinished(async () => {
    const tombstones = rules.map(({ rule_id: key }) => ({ topic: 'banned_products', key, value: null }));
    await publishAs(testInstance(), 'moderator', tombstones);
  });
  const startedAt = performance.now();
  const { body } = await api.ask('POST /bans/import', { body: { rules } });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(body).toMatchObject({
    added: 999,
    refused: [{ index: 0, errors: [expect.stringMatching(/^matches about \d+ of 25000 products, about [12]\d\./u)] }],
  });
});
