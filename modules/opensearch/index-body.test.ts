import { expect, test } from 'vitest';
import { indexBody } from './index-body.ts';
import { indexKeys } from './indices.ts';

/** Of a request to the smaller instances of OpenSearch Service: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html */
const largestRequest = 10 * 1024 ** 2;

test.each(indexKeys)('OpenSearch Service takes the request that makes the index of %s', (index) => {
  expect(Buffer.byteLength(JSON.stringify(indexBody(index)))).toBeLessThan(largestRequest / 2);
});

test('an index says what it is made of, the same each time', () => {
  const notes = indexKeys.map((index) => indexBody(index).mappings._meta.made_of);
  expect(new Set(notes).size).toBe(indexKeys.length);
  expect(indexKeys.map((index) => indexBody(index).mappings._meta.made_of)).toEqual(notes);
});
