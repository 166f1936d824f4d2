import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepingPublisher } from '../../tests/support/records.ts';
import { instanceAt } from '../instance/instance.ts';
import type { Problem, Warning } from './product-record.ts';
import { sendFile } from './send-file.ts';
import { fileSource } from './source.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'shop-api-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Everything that is told of a file, and the ids of what is sent of it. */
async function send(content: string | Buffer, encoding?: string) {
  const file = join(directory, 'products.json');
  writeFileSync(file, content);
  const publisher = keepingPublisher();
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const outcome = await sendFile({
    instance: { ...instanceAt('unit', 0), directory },
    source: fileSource(file, encoding),
    publisher,
    onProblem: (problem) => problems.push(problem),
    onWarning: (warning) => warnings.push(warning),
  });
  const told = [...problems.map(({ message }) => message), ...(outcome.reason === undefined ? [] : [outcome.reason])];
  return { outcome, told, warnings: warnings.map(({ message }) => message), sent: publisher.published };
}

const product = (id: string, fields: object = {}): object => ({
  product_id: id,
  name: 'Чайник заварочный',
  price: { amount: 1_990, currency: 'RUB' },
  category: 'Случаи',
  stock: { available: 5 },
  tags: ['чайник', 'кухня'],
  images: [{ url: 'https://images.example.com/1.jpg' }],
  ...fields,
});
const [one, two] = [product('case-1'), product('case-2')];
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const indented = (value: unknown, by: number | string = 2): string => `${JSON.stringify(value, null, by)}\n`;

test.each([
  ['one indented product', indented(one), ['case-1']],
  ['indented ones in a row', indented(one) + indented(two), ['case-1', 'case-2']],
  ['indented by tabs, with Windows line ends', indented(one, '\t').replaceAll('\n', '\r\n'), ['case-1']],
  ['an indented array', indented([one, two]), ['case-1', 'case-2']],
])('%s is sent as products', async (_, content, ids) => {
  const { sent, told, warnings } = await send(content);
  expect({ ids: sent.map(({ key }) => key), told, warnings }).toEqual({ ids, told: [], warnings: [] });
});

/** Where each value of an array or an object begins a line of its own, and its brackets stand beside their names. */
const halfIndented = JSON.stringify(one)
  .replaceAll(/(?<=[[{,])(?=[{"])/gu, '\n')
  .replace('\n', '');
const aroundAList = 'this is no product but an object around a list';

test.each([
  ['a wrapped list on one line', line({ products: [one, two] }), aroundAList],
  ['an indented wrapped list', indented({ products: [one, two] }), aroundAList],
  ['a list that is wrapped twice', indented({ status: 'ok', data: { total: 2, items: [one, two] } }), aroundAList],
  ['a wrapped list in an array', line([{ products: [one] }]), aroundAList],
  ['products by their ids', indented({ 'case-1': one }), 'this is no product'],
  ['a product that is cut short', indented(one).slice(0, 60), 'the file ends inside the element'],
  ['a broken indented product', indented(one).replace('"name"', 'name'), 'expected a property name in double quotes'],
  ['a list of products without ids', line([[one]]), 'a product is an object, and this is a list'],
  ['a spreadsheet', 'product_id;name\ncase-1;Чайник\n', 'the file is not JSON: it begins with p'],
])('of %s nothing is sent, and one sentence says why', async (_, content, reason) => {
  const { sent, told } = await send(content);
  expect(sent).toEqual([]);
  expect(told).toEqual([expect.stringContaining(reason)]);
});

test.each([
  ['indented', indented(two)],
  ['half indented', `${halfIndented.replaceAll('case-1', 'case-2')}\n`],
])('behind products on one line each, one that is %s is not sent in pieces', async (_, content) => {
  const { sent, told } = await send(line(one) + content);
  expect(sent.map(({ key }) => key)).toEqual(['case-1']);
  expect(told).toEqual([expect.stringContaining('a product goes on on the next line')]);
});

const written = JSON.stringify(one);
const mark = '\uFEFF';

test.each([
  ['a byte order mark and lines', `${mark}${written}\n${JSON.stringify(two)}`, ['case-1', 'case-2']],
  ['a byte order mark and an array', `${mark}[${written}]`, ['case-1']],
  ['blank lines and Windows line ends', `\r\n${written}\r\n\r\n \r\n${JSON.stringify(two)}\r\n`, ['case-1', 'case-2']],
  ['the same product twice', line(one) + line(one), ['case-1', 'case-1']],
  ['no element', '[]', []],
])('a file with %s is sent', async (_, content, ids) => {
  const { sent, told, outcome } = await send(content);
  expect({ ids: sent.map(({ key }) => key), told, end: outcome.end }).toEqual({ ids, told: [], end: 'finished' });
});

test.each([
  ['nothing in it', '', 'the file is empty'],
  ['blanks only', ' \r\n\t\n', 'the file is empty'],
  ['a byte order mark only', mark, 'the file is empty'],
  ['UTF-16', Buffer.from(mark + written, 'utf16le'), 'UTF-16; add --encoding utf-16le'],
  ['UTF-16 of the other order', Buffer.from(mark + written, 'utf16le').swap16(), 'UTF-16; add --encoding utf-16be'],
  ['UTF-16 without a mark', Buffer.from(written, 'utf16le'), 'UTF-16; add --encoding utf-16le'],
  [
    'UTF-16 of the other order without a mark',
    Buffer.from(`[${written}]`, 'utf16le').swap16(),
    'add --encoding utf-16be',
  ],
  ['gzip', gzipSync(written), 'the file is compressed; unpack it first: gunzip -c'],
  ['a zip archive', 'PK\u0003\u0004\u0014\0abc\n\0def', 'the file is compressed; unpack it first: unzip -p'],
  ['text', '"text"', 'the file is not JSON: it begins with "'],
  ['a number', '42', 'the file is not JSON: it begins with 4'],
  ['null', 'null', 'the file is not JSON: it begins with n'],
  ['XML', '<?xml version="1.0"?><yml_catalog/>', 'the file is not JSON: it begins with <'],
  ['YAML', '- product_id: a\n', 'the file is not JSON: it begins with -'],
  ['a comment', `// products\n[${written}]`, 'the file is not JSON: it begins with /'],
  ['a comment in an array', `[/* first */ ${written}]`, 'expected a value, found /'],
  ['text in single quotes', written.replaceAll('"', "'"), 'expected a property name in double quotes'],
  ['a number as a name', '{1: 2}', 'expected a property name in double quotes, found 1'],
  ['NaN', written.replace('1990', 'NaN'), 'expected a value, found N'],
  ['a comma behind the last field', `${written.slice(0, -1)},}`, 'the comma before } is one too many'],
  ['a comma between products', `${written}, ${written}`, 'expected nothing after the element, found ,'],
  ['the line ends of an old Macintosh', `${written}\r${written}`, 'expected nothing after the element'],
  ['a byte 0 inside', written.replace('case', 'ca\0se'), 'a string holds U+0000'],
  ['a wrapped list of none', '{"items": []}', 'this is no product'],
  ['a wrapped object', '{"products": {}}', 'this is no product'],
  ['a list of none in a list', '[[]]', 'a product is an object, and this is a list'],
  ['names that every object has', '{"__proto__":{"product_id":"x"},"constructor":1}', 'this is no product'],
  ['a thousand brackets', '['.repeat(2_000) + ']'.repeat(2_000), 'nested deeper than 1000 levels'],
  [
    'a product of 2 MiB',
    line(product('large', { description: 'x'.repeat(2 * 1024 * 1024) })),
    'a product may have 1048576',
  ],
])('of a file with %s nothing is sent, and one sentence says why', async (_, content, reason) => {
  const { sent, told } = await send(content);
  expect(sent).toEqual([]);
  expect(told).toEqual([expect.stringContaining(reason)]);
});

test.each([
  ['an array with a comma too many', `[${written},]`, 'the comma before it is one too many'],
  ['an array that ends inside a product', `[${written},${written.slice(0, 20)}`, 'the file ends inside the element'],
  ['lines of which the last is cut short', `${written}\n${written.slice(0, 20)}`, 'the string is not closed'],
  ['two arrays', `[${written}]\n[${written}]\n`, 'expected nothing after the array, found ['],
])('of %s the products before the fault are sent, and its place is told', async (_, content, reason) => {
  const { sent, told } = await send(content);
  expect(sent.map(({ key }) => key)).toEqual(['case-1']);
  expect(told).toEqual([expect.stringMatching(reason.replaceAll(/[[\]]/gu, String.raw`\$&`))]);
});

test('numbers for names are told of a product that is sent', async () => {
  const { sent, warnings } = await send(line({ product_id: 1, name: 2, category: 3, price: 4 }));
  expect(sent).toHaveLength(1);
  expect(warnings).toEqual([
    expect.stringMatching(/product_id: text is expected, found 1; name: text is expected, found 2/u),
  ]);
});

test('a line that was cut short fails alone when a product follows, at the beginning too', async () => {
  const cut = `${JSON.stringify(one).slice(0, 50)}\n`;
  const { sent, told } = await send(cut + line(one) + cut + line(two) + cut);
  expect(sent.map(({ key }) => key)).toEqual(['case-1', 'case-2']);
  expect(told).toHaveLength(3);
});

test('what is no object is not sent, and told with its place', async () => {
  const { sent, told, outcome } = await send('[1,2,"a",null]');
  expect({ sent, failed: outcome.failed, told: told.length }).toEqual({ sent: [], failed: 4, told: 4 });
});

test('what products of another shape lack is told of each', async () => {
  const other = { id: 'case-1', name: 'Ноутбук', category: 'Техника', price: 89_999, currency: 'RUB', quantity: 42 };
  const { outcome, warnings } = await send(indented([other, other]));
  expect(outcome).toMatchObject({ sent: 2, refused: 2 });
  expect(warnings).toEqual([
    expect.stringMatching(/product_id: is missing; price: an object is expected/u),
    warnings[0],
  ]);
});

/** A letter of windows-1251 for one of U+0400 to U+045F, where it is a letter of Russian words. */
const inWindows1251 = (text: string): Buffer =>
  Buffer.from(
    Array.from(text, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x80 ? code : code - 0x410 + 0xc0;
    }),
  );

test('of a file that is not UTF-8 nothing is sent, and its encoding is named', async () => {
  const plain = line(product('case-0', { name: 'Mug', category: 'Mugs', tags: [] }));
  const { sent, told } = await send(inWindows1251(plain + line(one)));
  expect(sent).toEqual([]);
  expect(told).toEqual([
    expect.stringContaining('it looks like windows-1251: save it as UTF-8, or send it with --encoding windows-1251'),
  ]);
});

test('with its encoding it is sent in UTF-8, and UTF-8 with another is told', async () => {
  const { sent, outcome } = await send(inWindows1251(line(one) + line(two)), 'windows-1251');
  expect(sent.map(({ value }) => JSON.parse(String(value)))).toEqual([one, two]);
  expect(outcome.end).toBe('finished');
  const { sent: again, told } = await send(line(one), 'windows-1251');
  expect(again).toEqual([]);
  expect(told).toEqual([expect.stringContaining('the file is UTF-8, not windows-1251: leave out --encoding')]);
});
