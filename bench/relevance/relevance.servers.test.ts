import { afterAll, beforeAll, expect, test } from 'vitest';
import { keysOf } from '../../modules/objects/entries.ts';
import { testClient } from '../../tests/support/indices.ts';
import { uniqueName } from '../../tests/support/instance.ts';
import type { Searcher } from './answer.ts';
import { askAll, belowBar, correctionsOf, meanQuality, ofClass, type Answered } from './evaluate.ts';
import { readClasses } from './judged/classes.ts';
import { readJudgedSet } from './judged/judged-set.ts';
import { ourSearch } from './ours.ts';
import { plainSearch } from './plain.ts';

const client = testClient();
const { products, queries } = readJudgedSet();
const goods = products.map(({ product }) => product);
const classes = readClasses();
/** The shares of right queries that must be left as they are, of corrections and offers that must be right. */
const least = { unchanged: 0.98, unbothered: 0.98, changed_well: 0.98, offered_well: 0.95 };

let searcher: Searcher | undefined;
let answered: readonly Answered[];
beforeAll(async () => {
  searcher = await ourSearch(client, uniqueName('relevance'), goods);
  answered = await askAll(searcher, queries);
});
afterAll(async () => {
  await searcher?.remove();
  await client.close();
});

test.each(classes)('search answers «$name» no worse than the bar says: $about', (one) => {
  const quality = meanQuality(ofClass(answered, one.name));
  expect({ quality, below: belowBar(one, quality) }).toEqual({ quality, below: [] });
});

test.each(keysOf(least))('of corrections and offers enough are right: %s', (measure) => {
  expect(correctionsOf(classes, answered)[measure]).toBeGreaterThanOrEqual(least[measure]);
});

test('plain OpenSearch holds the same products and finds them', async () => {
  const plain = await plainSearch(client, uniqueName('relevance-plain'), goods);
  try {
    const { ids } = await plain.search('термос арктика');
    expect(ids.slice(0, 6).every((id) => id.startsWith('thermos-'))).toBe(true);
  } finally {
    await plain.remove();
  }
});
