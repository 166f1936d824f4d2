import { expect, test } from 'vitest';
import { colour } from '../department.ts';
import { departments } from '../departments/all.ts';
import { elementAt } from '../element.ts';
import { productAt } from '../product.ts';
import { nameOf, usualPictures } from './address.ts';
import { drawn } from './draw.ts';
import { paintOf } from './paint.ts';
import { allPictures, glyphs, looksOf } from './picture.ts';

const pictures = allPictures();
const names = new Set(pictures.map((picture) => usualPictures + nameOf(picture)));

test('whatever the catalogue makes names pictures that are drawn, disguised products too', () => {
  const shares = { banned: 0.2, malformed: 0 };
  const named = Array.from({ length: 5_000 }, (_, number) => elementAt(number % 5, number, shares)).flatMap((element) =>
    JSON.stringify(element).match(/http:[^"]+/gu),
  );
  expect(named.length).toBeGreaterThan(5_000);
  expect(named.filter((url) => url === null || !names.has(url))).toEqual([]);
});

test('every colour that a department names has a paint, and every category a thing of its own', () => {
  const colours = departments.flatMap(({ specifications, kinds }) =>
    [specifications, ...kinds.map((kind) => kind.specifications)].flatMap((each) => each?.[colour] ?? []),
  );
  expect(colours.filter((name) => !paintOf.has(name))).toEqual([]);
  const things = departments.map(({ category }) => looksOf({ product_id: 'p', category, specifications: {} }).glyph);
  expect(new Set([...things, 'gift'])).toEqual(new Set(Object.keys(glyphs)));
  expect(new Set(things).size).toBe(departments.length);
});

test('a product is seen in its colour, and one that names none in a colour of its id', () => {
  const blue = { product_id: 'p1', category: 'Часы', specifications: { [colour]: 'синий' } };
  expect(looksOf(blue)).toEqual({ glyph: 'watch', paint: 'blue' });
  const books = Array.from({ length: 100 }, (_, n) =>
    looksOf({ product_id: `mp-${n}`, category: 'Книги', specifications: {} }),
  );
  expect(new Set(books.map(({ paint }) => paint)).size).toBe(6);
});

test.each([
  ['Сувениры', 'gift'],
  ['constructor', 'gift'],
])('a thing of the category «%s», which has no department, is a %s', (category, glyph) => {
  expect(looksOf({ product_id: 'p', category, specifications: {} }).glyph).toBe(glyph);
});

test('each picture is SVG of shapes alone: nothing in it runs, loads or links', () => {
  const elements = new Set<string>();
  const attributes = new Set<string>();
  for (const picture of pictures) {
    const text = drawn(picture);
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^<]*>(?:<[^<>]+>)+<\/svg>\n$/u);
    for (const [, name = ''] of text.matchAll(/<(\w+)/gu)) elements.add(name);
    for (const [, name = ''] of text.matchAll(/ ([\w:-]+)="/gu)) attributes.add(name);
  }
  expect([...elements].toSorted()).toEqual(['circle', 'ellipse', 'g', 'path', 'rect', 'svg']);
  expect([...attributes].filter((name) => /^on|href|src|style/u.test(name))).toEqual([]);
});

test('the tags of each picture close each other', () => {
  const left = pictures.map((picture) => {
    const open = drawn(picture).replaceAll(/<\w+[^<>]*\/>/gu, '');
    return open.replaceAll(/<g [^<>]*><\/g>/gu, '').replace(/^<svg [^<>]*><\/svg>\n$/u, '');
  });
  expect(new Set(left)).toEqual(new Set(['']));
});

test('no two pictures are the same, and each comes out the same again', () => {
  const texts = pictures.map((picture) => drawn(picture));
  expect(new Set(texts).size).toBe(pictures.length);
  expect(allPictures().map((picture) => drawn(picture))).toEqual(texts);
});

test('the views are told apart in what a picture is said to show', () => {
  const images = Array.from({ length: 100 }, (_, n) => productAt(1, n).images).find(({ length }) => length === 3);
  expect(images?.map(({ alt }) => alt.split(' — ').at(-1))).toEqual(['вид спереди', 'вид сбоку', 'в упаковке']);
});
