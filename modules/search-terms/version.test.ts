import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aProduct } from '../../tests/support/records.ts';
import { productTerms } from './product-terms.ts';
import { units } from './unit-spellings.ts';
import { termsVersion } from './version.ts';

const names = readFileSync(new URL('fixtures/names.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
/** Each of these characters in a name, alone and between digits: what is folded, cut or read aloud. */
const characters = Array.from({ length: 0x52f }, (_, code) => String.fromCodePoint(code + 0x20));

test('the version of the terms names what products are found by: change it with them', () => {
  const hash = createHash('sha256');
  const texts = [
    ...names,
    ...[...units.keys()].map((unit) => `Набор 1,5 ${unit}`),
    ...characters.map((character) => `а${character}б c${character}d 1${character}2`),
  ];
  for (const text of texts) hash.update(JSON.stringify(productTerms(aProduct({ name: text }))));
  const more = { brand: 'Oral-B', tags: ['дача'], sku: 'SM-299', specifications: { Цвет: 'белый', 'Объём, л': 0.5 } };
  hash.update(JSON.stringify(productTerms(aProduct(more))));
  hash.update(readFileSync(new URL('../russian/words.bin', import.meta.url)));
  expect(termsVersion).toBe(hash.digest('base64url').slice(0, 12));
});
