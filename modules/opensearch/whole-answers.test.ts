import { expect, test } from 'vitest';
import { whyPartial } from './whole-answers.ts';

const some = { total: 6, successful: 5, failed: 0 };

test.each([
  ['a search', { timed_out: false, hits: { hits: [] } }],
  ['a count', { count: 7 }],
  ['a point in time', { pit_id: 'pit' }],
])('%s is partial when a shard did not answer, though none failed', (_, answer) => {
  expect(whyPartial({ ...answer, _shards: some })).toBe('5 of 6 shards answered');
  expect(whyPartial({ ...answer, _shards: { ...some, successful: 6 } })).toBeUndefined();
});

test.each([
  ['a write or refresh that misses a replica', { _shards: some }],
  ['a search of nothing', { hits: { hits: [] }, _shards: { total: 0, successful: 0 } }],
  ['a document', { found: true, _source: { timed_out: true, count: 7, _shards: some } }],
  ['a list', [{ count: 7, _shards: some }]],
  ['no answer at all', ''],
])('%s is not partial', (_, answer) => {
  expect(whyPartial(answer)).toBeUndefined();
});
