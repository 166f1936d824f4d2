import { expect, test } from 'vitest';
import { answeringOpenSearch } from '../../../tests/support/answering-opensearch.ts';
import { everyProduct, lookAtProducts } from './catalogue.ts';

/** Looks at everything in an OpenSearch that answers with these pages, one after the other. Resolves to how many were looked at. */
async function lookedAt(...pages: readonly object[]): Promise<number> {
  const left = [...pages];
  const client = await answeringOpenSearch(() => left.shift());
  const look = { seed: 1, most: Infinity, until: Infinity, now: () => 0 };
  return lookAtProducts({ client, index: 'products', query: everyProduct }, look, () => undefined);
}

const page = (products: number, { timed_out = false } = {}): object => ({
  timed_out,
  hits: {
    hits: Array.from({ length: products }, (_, n) => ({ _source: { state: 'allowed' }, sort: [1, `p${n}`] })),
  },
});
const late = page(0, { timed_out: true });

test('every document is looked at, page after page', async () => {
  await expect(lookedAt(page(100), page(7))).resolves.toBe(107);
});

test('when OpenSearch answers no more, what was seen is a sample', async () => {
  await expect(lookedAt(page(100), late)).resolves.toBe(100);
});

test('without a first page there is none', async () => {
  await expect(lookedAt(late)).rejects.toMatchObject({ code: 'opensearch_unavailable' });
});
