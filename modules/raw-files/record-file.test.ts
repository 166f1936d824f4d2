import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KafkaRecord } from '../kafka/record.ts';
import { readRecords } from '../../tests/support/read-records.ts';
import { aKafkaRecord, someHeaders } from '../../tests/support/records.ts';
import { recordFile } from './record-file.ts';

const MiB = 1024 * 1024;

const record = (fields: Partial<KafkaRecord>): KafkaRecord =>
  aKafkaRecord({ partition: 3, offset: 7, timestamp: 1_700_000_000_123, ...fields });

const asRow = ({ headers, ...fields }: KafkaRecord) => ({
  ...fields,
  offset: BigInt(fields.offset),
  timestamp: new Date(fields.timestamp),
  key: hex(fields.key),
  value: hex(fields.value),
  headers: headers.map(({ name, value }) => ({ name, value: hex(value) })),
});

interface Header {
  readonly name: unknown;
  readonly value: unknown;
}

const plain = (rows: readonly Record<string, unknown>[]) =>
  rows.map(({ key, value, headers, ...fields }) => ({
    ...fields,
    key: hex(key),
    value: hex(value),
    headers: ((headers ?? []) as Header[]).map((header) => ({ name: header.name, value: hex(header.value) })),
  }));

/** Bytes as text, which is compared far faster than a list of numbers. */
const hex = (bytes: unknown): unknown => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString('hex') : bytes);

test.each([
  ['bytes that are no UTF-8', { value: Buffer.from([0xff, 0xfe, 0x00, 0xc3]), key: Buffer.from([0xff]) }],
  ['a tombstone without key', { value: null, key: null }],
  ['an empty value', { value: Buffer.alloc(0), key: Buffer.alloc(0) }],
  ['a value of 1 MiB', { value: Buffer.alloc(MiB, 0xa5) }],
  ['headers', { headers: someHeaders({ version: '17', пусто: '', none: null, bytes: Buffer.from([0xff, 0]) }) }],
  [
    'headers of one name',
    { headers: [...someHeaders({ b: '2', a: '1' }), ...someHeaders({ b: null, constructor: '3' })] },
  ],
  ['the greatest offset of Kafka that a number holds', { offset: Number.MAX_SAFE_INTEGER, timestamp: 0 }],
])('%s come back unchanged', async (_, fields) => {
  const records = [record({ offset: 1 }), record({ offset: 2, ...fields })];
  expect(plain(await readRecords(recordFile(records, {})))).toEqual(records.map(asRow));
});

test('whatever bytes a batch has, they come back unchanged', async () => {
  const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
  const nullable = fc.option(bytes, { nil: null });
  const header = fc.record({ name: fc.string(), value: nullable }, { noNullPrototype: true });
  const batch = fc.array(fc.record({ key: nullable, value: nullable, headers: fc.array(header) }), {
    minLength: 1,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(batch, async (fields) => {
      const records = fields.map((own, offset) => record({ ...own, offset }));
      expect(plain(await readRecords(recordFile(records, {})))).toEqual(records.map(asRow));
    }),
    { numRuns: 20 },
  );
});

const older = join(import.meta.dirname, 'fixtures', 'required-header-values.parquet');

test('a file from the time when header values could not be null is read together with one of today', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'record-file-'));
  const file = join(folder, 'records.parquet');
  writeFileSync(file, recordFile([record({ offset: 2, headers: someHeaders({ none: null, version: '18' }) })], {}));
  const instance = await DuckDBInstance.create();
  try {
    const connection = await instance.connect();
    const rows = await connection.runAndReadAll(
      `SELECT "offset", list_transform(headers, one -> one.name || '=' || coalesce(decode(one.value), 'null'))
       FROM read_parquet(['${older}', '${file}']) ORDER BY ALL`,
    );
    expect(rows.getRowsJson()).toEqual([
      ['0', []],
      ['1', ['version=17', 'empty=']],
      ['2', ['none=null', 'version=18']],
    ]);
  } finally {
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
});

test('DuckDB reads types, times in UTC, bytes and headers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'record-file-'));
  const file = join(folder, 'records.parquet');
  const records = [
    record({ offset: 5, value: Buffer.from([0xff, 0]), headers: someHeaders({ version: '17' }) }),
    record({ offset: 6, key: null, value: null }),
  ];
  writeFileSync(file, recordFile(records, { 'marketplace.path': 'somewhere' }));
  const instance = await DuckDBInstance.create();
  try {
    const connection = await instance.connect();
    const columns = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${file}'`);
    expect(columns.getRowsJson().map((row) => row?.slice(0, 2))).toEqual([
      ['topic', 'VARCHAR'],
      ['partition', 'INTEGER'],
      ['offset', 'BIGINT'],
      ['timestamp', 'TIMESTAMP WITH TIME ZONE'],
      ['key', 'BLOB'],
      ['value', 'BLOB'],
      ['headers', 'STRUCT("name" VARCHAR, "value" BLOB)[]'],
    ]);
    const rows = await connection.runAndReadAll(
      `SELECT "offset", epoch_ms("timestamp"), hex(value), key IS NULL, len(headers), decode(headers[1].value) FROM '${file}'`,
    );
    expect(rows.getRowsJson()).toEqual([
      ['5', '1700000000123', 'FF00', false, '1', '17'],
      ['6', '1700000000123', null, true, '0', null],
    ]);
  } finally {
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
});
