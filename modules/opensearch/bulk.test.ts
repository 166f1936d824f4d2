import { expect, test } from 'vitest';
import { answeringOpenSearch } from '../../tests/support/answering-opensearch.ts';
import { bulkBody, splitIntoRequests, toRepeat, writeBulk } from './bulk.ts';
import { indexNames } from './indices.ts';
import type { Operation } from './operation.ts';
import { judgeItem, type Outcome } from './outcome.ts';

/** An operation that tells which one it is. */
interface Numbered extends Operation {
  readonly record: number;
}

const anOperation = (fields: Partial<Numbered> = {}): Numbered => ({
  action: 'index',
  index: 'products',
  id: 'p1',
  version: 1,
  document: '{}',
  record: 0,
  ...fields,
});

const aDeletion = (id: string): Numbered => ({
  action: 'delete',
  index: 'products',
  id,
  version: 1,
  record: 0,
});

test('a bulk request carries each version, and a document line for everything but deletions', () => {
  const lines = bulkBody(indexNames, [anOperation(), aDeletion('кавычки "и" \n')])
    .toString()
    .trimEnd()
    .split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    { index: { _index: 'products', _id: 'p1', version: 1, version_type: 'external_gte' } },
    {},
    { delete: { _index: 'products', _id: 'кавычки "и" \n', version: 1, version_type: 'external_gte' } },
  ]);
});

test('requests stay within their size, in order, and what is larger goes alone', () => {
  const sizes = [100, 100, 5_000, 100, 300, 300];
  const operations = sizes.map((size, record) => anOperation({ record, document: 'x'.repeat(size) }));
  const requests = splitIntoRequests(operations, 1_700);
  expect(requests.map((request) => request.map(({ record }) => record))).toEqual([[0, 1], [2], [3, 4], [5]]);
  expect(splitIntoRequests([])).toEqual([]);
});

test('whatever the letters are, no request is larger than the smaller machines of AWS take', () => {
  const texts = ['x', 'я', '漢', '😀', '\u2028', '"', '\u0001'].map((letter) => letter.repeat(300_000));
  const operations = [...texts, ...texts].map((text, record) =>
    anOperation({ record, id: text.slice(0, 170), document: [JSON.stringify(text), { latin1: 'x'.repeat(100_000) }] }),
  );
  const requests = splitIntoRequests(operations);
  expect(requests.flat()).toEqual(operations);
  for (const request of requests) expect(bulkBody(indexNames, request).length).toBeLessThanOrEqual(10 * 1024 * 1024);
});

const done: Outcome = { kind: 'written', isNew: true };
const again: Outcome = { kind: 'again', why: '429' };

test('what failed is sent again together with what came behind it for the same document', () => {
  const operations = ['a', 'b', 'a', 'a', 'c'].map((id, record) => anOperation({ id, record }));
  const repeated = toRepeat(operations, [done, done, again, done, done]);
  expect(repeated.map(({ record }) => record)).toEqual([2, 3]);
});

const error = (type: string) => ({ type, reason: 'because' });

test.each([
  { what: 'a written document', item: { status: 201 }, kind: 'written' },
  {
    what: 'a newer version',
    item: { status: 409, error: error('version_conflict_engine_exception') },
    kind: 'superseded',
  },
  { what: 'a full queue', item: { status: 429, error: error('rejected_execution_exception') }, kind: 'again' },
  { what: 'a full disk', item: { status: 429, error: error('cluster_block_exception') }, kind: 'again' },
  {
    what: 'an index that is closed for writes',
    item: { status: 403, error: error('cluster_block_exception') },
    kind: 'again',
  },
  { what: 'a missing right', item: { status: 403, error: error('security_exception') }, kind: 'again' },
  {
    what: 'a shard that is not there',
    item: { status: 503, error: error('unavailable_shards_exception') },
    kind: 'again',
  },
  {
    what: 'an index that is not there',
    item: { status: 404, error: error('index_not_found_exception') },
    kind: 'again',
  },
  {
    what: 'a document that does not fit',
    item: { status: 400, error: error('mapper_parsing_exception') },
    kind: 'refused',
  },
])('$what is $kind', ({ item, kind }) => {
  expect(judgeItem(anOperation(), item).kind).toBe(kind);
});

test('an operation that OpenSearch left out of its answer is not taken for written, but sent again', async () => {
  const item = { index: { status: 200 } };
  const left = [{ items: [item] }, { items: [item, item] }];
  const client = await answeringOpenSearch(() => left.shift());
  const operations = ['a', 'b'].map((id) => anOperation({ id }));
  expect(await writeBulk(client, indexNames, operations)).toMatchObject({ written: operations, refused: [] });
  expect(left).toEqual([]);
});

test('a deletion of what is not there has done its work', () => {
  expect(judgeItem(aDeletion('p1'), { status: 404 })).toEqual({ kind: 'written', isNew: false });
});
