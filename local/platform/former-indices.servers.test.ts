import { afterEach, beforeEach, expect, test } from 'vitest';
import { indexing } from '../../tests/support/deployed.ts';
import { testClient, uniqueIndices, indicesOf } from '../../tests/support/indices.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { ensureIndices, indicesBehind, type IndexNames } from '../../modules/opensearch/indices.ts';
import { findFormerIndices, replaceFormer } from './former-indices.ts';

let names: IndexNames;
let withdrawn: string;
const client = testClient();

/** An index of the former layout, under its alias. */
const former = async (alias: string, documents: readonly { product_id: string; version: number }[]): Promise<void> => {
  const index = `${alias}_v1`;
  await client.indices.create({ index, body: { aliases: { [alias]: {} } } });
  for (const body of documents) {
    const { product_id: id, version } = body;
    await client.index({ index, id, version, version_type: 'external_gte', body });
  }
  await client.indices.refresh({ index });
};

beforeEach(async () => {
  names = uniqueIndices();
  withdrawn = `${names.products}-withdrawn`;
});
afterEach(async () => {
  await client.indices.delete({ index: indicesOf(names), ignore_unavailable: true });
});

const rejection = (id: string, version: number) => ({
  product_id: id,
  version,
  ban_list_version: 3,
  product: aProduct({ product_id: id }),
  reasons: [{ rule_id: 'ban-1' }],
  rejected_at: '2026-01-01T00:00:00.000Z',
});

const tombstone = (id: string, version: number) =>
  aRecord('filtered_products', id, null, { version, verdict: 'rejected' });
const allowed = (id: string, version: number) =>
  aRecord('filtered_products', id, aProduct({ product_id: id }), { version });

test('an instance of the former layout answers from one index, which holds what the topic tells and what only the old ones knew', async () => {
  await former(names.filteredProducts, []);
  await former(names.rejectedProducts, [
    rejection('told-without-reasons', 5),
    rejection('compacted', 5),
    rejection('allowed-since', 5),
    rejection('allowed-under-the-same-version', 5),
  ]);
  await former(withdrawn, [
    { product_id: 'gone', version: 7 },
    { product_id: 'offered-again', version: 7 },
  ]);
  await ensureIndices(client, names);
  // What the topic still tells.
  await indexing(
    { client, names },
    keepingPublisher(),
  )([
    tombstone('told-without-reasons', 5),
    allowed('allowed-since', 6),
    allowed('allowed-under-the-same-version', 5),
    allowed('offered-again', 8),
  ]);
  const found = await findFormerIndices(client, names, withdrawn);
  if (found === undefined) throw new Error('the former indices were not found');
  await replaceFormer(client, names, found);

  const { body } = await client.search({ index: names.products, version: true, size: 100 });
  const states = body.hits.hits.map(({ _id, _version, _source }) => {
    const { state, reasons } = _source as { state: string; reasons?: { rule_id: string }[] };
    return [_id, _version, state, ...(reasons ?? []).map(({ rule_id }) => rule_id)].join(' ');
  });
  expect(new Set(states)).toEqual(
    new Set([
      'told-without-reasons 5 rejected ban-1',
      'compacted 5 rejected ban-1',
      'allowed-since 6 allowed',
      'allowed-under-the-same-version 5 allowed',
      'gone 7 withdrawn',
      'offered-again 8 allowed',
    ]),
  );
  for (const view of ['filteredProducts', 'rejectedProducts'] as const)
    expect(await indicesBehind(client, names[view])).toEqual([`${names.products}_v1`]);
  expect(await indicesBehind(client, withdrawn)).toEqual([]);
  expect(await findFormerIndices(client, names, withdrawn)).toBeUndefined();
});

test('an instance of the present layout has nothing to replace', async () => {
  await ensureIndices(client, names);
  expect(await findFormerIndices(client, names, withdrawn)).toBeUndefined();
});
