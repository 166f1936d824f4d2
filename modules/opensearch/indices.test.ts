import { expect, test } from 'vitest';
import { indexLayout } from '../config/environment.ts';
import { indexBody } from './index-body.ts';
import { indexKeys } from './indices.ts';

const layoutOf = (shards: number, replicas: number) =>
  indexKeys.map((index) => [index, indexBody(index, { shards, replicas }).settings] as const);

test('the indices of products and of what buyers did have the shards that are asked for, the others one', () => {
  const shards = layoutOf(6, 1).filter(([, settings]) => JSON.stringify(settings).includes('"number_of_shards":6'));
  expect(shards.map(([index]) => index)).toEqual(['products', 'clientQueries']);
});

test.each([
  [2, '"auto_expand_replicas":"0-2"'],
  [0, '"number_of_replicas":0'],
])('with %i replicas a shard has as many copies as there are nodes for', (replicas, said) => {
  for (const [, settings] of layoutOf(1, replicas)) expect(JSON.stringify(settings)).toContain(said);
});

test('without variables there is one shard with one replica, and a variable that is no number is refused by its name', () => {
  expect(indexLayout({})).toEqual({ shards: 1, replicas: 1 });
  expect(() => indexLayout({ OPENSEARCH_SHARDS: 'many' })).toThrow('OPENSEARCH_SHARDS must be a whole number');
});
