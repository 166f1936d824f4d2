import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KafkaRecord } from '../kafka/record.ts';
import { readRecords } from '../../tests/support/read-records.ts';
import { aKafkaRecord } from '../../tests/support/records.ts';
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
  headers: Object.entries(headers).map(([name, value]) => ({ name, value: hex(value) })),
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
  ['headers', { headers: { version: Buffer.from('17'), пусто: Buffer.alloc(0), bytes: Buffer.from([0xff, 0]) } }],
  ['the greatest offset of Kafka that a number holds', { offset: Number.MAX_SAFE_INTEGER, timestamp: 0 }],
])('%s come back unchanged', async (_, fields) => {
  const records = [record({ offset: 1 }), record({ offset: 2, ...fields })];
  expect(plain(await readRecords(recordFile(records, {})))).toEqual(records.map(asRow));
});

test('whatever bytes a batch has, they come back unchanged', async () => {
  const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
  const nullable = fc.option(bytes, { nil: null });
  const batch = fc.array(
    fc.record({ key: nullable, value: nullable, headers: fc.dictionary(fc.string({ minLength: 1 }), bytes) }),
    { minLength: 1, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(batch, async (fields) => {
      const records = fields.map((own, offset) => record({ ...own, headers: { ...own.headers }, offset }));
      expect(plain(await readRecords(recordFile(records, {})))).toEqual(records.map(asRow));
    }),
    { numRuns: 20 },
  );
});

test('DuckDB reads types, times in UTC, bytes and headers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'record-file-'));
  const file = join(folder, 'records.parquet');
  const records = [
    record({ offset: 5, value: Buffer.from([0xff, 0]), headers: { version: Buffer.from('17') } }),
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
