import { afterAll, beforeAll, expect, test } from 'vitest';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { writeBulk } from './bulk.ts';
import type { Operation } from './operation.ts';

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
});
afterAll(async () => indices.remove());

const anOperation = (n: number, fields: Partial<Operation> = {}): Operation => ({
  action: 'index',
  index: 'clientQueries',
  id: `e${n}`,
  version: 1,
  document: '{}',
  ...fields,
});

test.each([
  ['a version that is none', { version: -1 }],
  ['an id that is too long', { id: 'x'.repeat(600) }],
])('a request that is refused whole for %s is written without what is at fault', async (_, fault) => {
  const guilty = new Set([3, 10]);
  const operations = Array.from({ length: 17 }, (_each, n) => anOperation(n, guilty.has(n) ? fault : {}));
  const { client, names } = indices;
  const { written, superseded, refused } = await writeBulk(client, names, operations);
  expect({ written: written.length, superseded }).toEqual({ written: 15, superseded: [] });
  expect(refused.map(({ operation }) => operations.indexOf(operation))).toEqual([...guilty]);
  expect(refused.map(({ reason }) => reason.code)).toEqual(['mapping_rejected', 'mapping_rejected']);
});
