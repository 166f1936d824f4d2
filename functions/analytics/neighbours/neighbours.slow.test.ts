import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findNeighbours } from './neighbours.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'neighbours-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** The neighbours that are found of these rows of both results. */
async function neighboursOf(near: string, shared: string): Promise<unknown[]> {
  const database = await DuckDBInstance.create();
  const connection = await database.connect();
  const file = async (name: string, columns: string, rows: string): Promise<string> => {
    const path = join(directory, `${name}.parquet`);
    await connection.run(`COPY (SELECT * FROM (VALUES ${rows}) AS v(${columns})) TO '${path}' (FORMAT parquet)`);
    return path;
  };
  const inputs = {
    coOccurrence: [await file('near', 'product_id, neighbour_id, score, rank', near)],
    sharedBuyers: [await file('shared', 'product_id, other_id, place, other_place, buyers', shared)],
  };
  const found = await findNeighbours(inputs, directory);
  const reader = await connection.runAndReadAll(
    `SELECT product_id, neighbour_id, score::DOUBLE, taste, rank::INT FROM '${found.file}'`,
  );
  database.closeSync();
  expect(reader.getRows()).toHaveLength(found.rows);
  return reader.getRows();
}

test('a neighbour is known by both models, or by one of them, the best first', async () => {
  const near = `('a', 'b', 0.5, 1), ('b', 'a', 0.5, 1), ('c', 'a', 0.1, 1)`;
  const shared = `('a', 'a', 0, 0, 200), ('b', 'a', 1, 0, 100), ('b', 'b', 1, 1, 150), ('c', 'b', 2, 1, 50), ('c', 'c', 2, 2, 50)`;
  const positive = expect.toSatisfy((weight: unknown) => Number(weight) > 0);
  expect(await neighboursOf(near, shared)).toEqual([
    ['a', 'b', 0.5, positive, 1],
    ['b', 'a', 0.5, positive, 1],
    ['b', 'c', 0, positive, 2],
    ['c', 'b', 0, positive, 1],
    ['c', 'a', 0.1, 0, 2],
  ]);
});

test('nobody met a with c, so neither is recommended for the other, whatever the model says', async () => {
  const none = `('x', 'x', 0.0, 1)`;
  const shared = `('a', 'a', 0, 0, 90), ('b', 'a', 1, 0, 80), ('b', 'b', 1, 1, 170), ('c', 'b', 2, 1, 80), ('c', 'c', 2, 2, 90)`;
  const pairs = (await neighboursOf(none, shared)).map((row) => (row as unknown[]).slice(0, 2).join(' '));
  expect(pairs.toSorted()).toEqual(['a b', 'b a', 'b c', 'c b']);
});
