import { expect, test } from 'vitest';
import { answeringOpenSearch } from '../../tests/support/answering-opensearch.ts';
import { searchAll } from './search-all.ts';

const whole = { timed_out: false, _shards: { total: 6, successful: 6 }, hits: { hits: [] } };

test.each([
  ['late', { timed_out: true }, 'its time was up (timed_out)'],
  ['without a shard', { _shards: { total: 6, successful: 5 } }, '5 of 6 shards answered'],
])('of several searches in one request the one that was %s failed; the other one counts', async (_, partial, type) => {
  const client = await answeringOpenSearch(() => ({ responses: [{ ...whole, ...partial }, whole] }));
  expect(await searchAll(client, 'an_index', [{}, {}])).toEqual([{ status: 503, error: { type } }, whole]);
});
