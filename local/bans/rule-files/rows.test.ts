import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { formatOf, rowsOf, type Format } from './format.ts';
import type { Row } from './row.ts';

const directory = mkdtempSync(join(tmpdir(), 'rows-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function rowsIn(content: string | Buffer, format: Format): Promise<Row[]> {
  const path = join(directory, `rules.${format}`);
  writeFileSync(path, content);
  const rows: Row[] = [];
  for await (const row of rowsOf(path, format)) rows.push(row);
  return rows;
}

const vape = { kind: 'phrase', value: 'вейп', reason: 'Нельзя' };

test('rows of CSV are told by the line in which they begin, whatever ends lines', async () => {
  const text = '\uFEFFKind, value,reason\r\nphrase,"вейп",Нельзя\n\nphrase,"две\nстроки",Нельзя\nphrase,вейп,Нельзя';
  expect(await rowsIn(text, 'csv')).toEqual([
    { line: 2, content: vape },
    { line: 4, content: { ...vape, value: 'две\nстроки' } },
    { line: 6, content: vape },
  ]);
});

test('CSV of spreadsheets in Russian has ; between its cells', async () => {
  const text = 'kind;value;reason;exceptions;window\nphrase;вейп;"Нельзя, закон";"a;b";2\n';
  const content = { ...vape, reason: 'Нельзя, закон', exceptions: ['a', 'b'], window: 2 };
  expect(await rowsIn(text, 'csv')).toEqual([{ line: 2, content }]);
});

test('a price has its own columns, which are wrong for other kinds', async () => {
  const text = 'kind,value,min,max,currency,reason\nprice,,0.5,,RUB,Нельзя\nphrase,вейп,1,,,Нельзя\n';
  expect(await rowsIn(text, 'csv')).toEqual([
    { line: 2, content: { kind: 'price', value: { min: 0.5, currency: 'RUB' }, reason: 'Нельзя' } },
    { line: 3, content: { ...vape, min: 1 } },
  ]);
});

test.each(['[\n%,\n%\n]', '%\n\n%\n'])('JSON is read as an array and as lines: %j', async (form) => {
  const rows = await rowsIn(form.replaceAll('%', JSON.stringify(vape)), 'json');
  expect(rows.map((row) => 'content' in row && row.content)).toEqual([vape, vape]);
  expect(rows[1]?.line).toBe(3);
});

test('a line that is not JSON is a bad row', async () => {
  expect(await rowsIn('{"kind"\n', 'json')).toEqual([{ line: 1, problem: 'is not JSON in UTF-8' }]);
});

test.each<[Format, string | Buffer, RegExp]>([
  ['csv', 'kind,reason,wert\n', /no column "wert"; columns are rule_id, kind/u],
  ['csv', 'kind,value\n', /must name the columns reason, too/u],
  ['csv', 'kind,kind,reason\n', /kind twice/u],
  ['csv', 'kind,reason\nphrase,"a\n', /is not CSV: .*line/u],
  ['csv', '', /is empty/u],
  ['csv', Buffer.from([0x6b, 0xff, 0xe0, 0x0a]), /is not UTF-8/u],
  ['json', '[{"kind":1}', /line 1, column/u],
  ['json', '', /is empty/u],
])('a file of %s that cannot be read to its end is told: %j', async (format, content, message) => {
  await expect(rowsIn(content, format)).rejects.toMatchObject({
    code: 'input_invalid',
    message: expect.stringMatching(message),
  });
});

test('a file is taken for CSV by its name, unless told otherwise', () => {
  expect([formatOf('a.CSV', undefined), formatOf('a.ndjson', undefined), formatOf(undefined, undefined)]).toEqual([
    'csv',
    'json',
    'json',
  ]);
  expect(formatOf('a.csv', 'json')).toBe('json');
});
