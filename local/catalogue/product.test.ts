import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseProduct } from '../../modules/product/product.ts';
import { departments } from './departments/all.ts';
import { elementAt } from './element.ts';
import { agree } from './grammar.ts';
import { productAt } from './product.ts';

const number = fc.nat(5_000_000);
const seed = fc.nat(1_000_000);
const some = Array.from({ length: 5_000 }, (_, n) => productAt(7, n));

test('a product depends on seed and number alone', () => {
  fc.assert(
    fc.property(seed, number, number, (anySeed, first, second) => {
      const alone = productAt(anySeed, first);
      productAt(anySeed, second);
      expect(productAt(anySeed, first)).toEqual(alone);
    }),
  );
});

test('another seed and another number make another product', () => {
  expect(new Set([1, 2, 3].map((anySeed) => JSON.stringify(productAt(anySeed, 5)))).size).toBe(3);
  expect(new Set(some.map(({ product_id }) => product_id)).size).toBe(some.length);
  expect(new Set(some.map(({ sku }) => sku)).size).toBe(some.length);
  expect(new Set(some.map(({ name }) => name)).size).toBeGreaterThan(some.length * 0.9);
});

test('every product is one that the platform takes', () => {
  const refused = some.map((product) => parseProduct(Buffer.from(JSON.stringify(product)))).filter(({ ok }) => !ok);
  expect(refused).toEqual([]);
});

describe('products are believable:', () => {
  test('there are 15 categories and more, all with the same share', () => {
    const sizes = [...Map.groupBy(some, ({ category }) => category).values()].map(({ length }) => length);
    expect(sizes.length).toBe(departments.length);
    expect(sizes.length).toBeGreaterThanOrEqual(15);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  test('prices stay near what the kind costs and end as shop prices do', () => {
    const amounts = some.map(({ price }) => price.amount);
    expect(Math.min(...amounts)).toBeGreaterThan(10);
    expect(Math.max(...amounts)).toBeLessThan(300_000);
    expect(amounts.filter((amount) => !/(?:9|90|\.[59]|\.9[09])$/u.test(String(amount)))).toEqual([]);
  });

  test('about one in eight is sold out, and no more is reserved than there is', () => {
    const soldOut = some.filter(({ stock }) => stock.available === 0).length / some.length;
    expect(soldOut).toBeGreaterThan(0.1);
    expect(soldOut).toBeLessThan(0.15);
    expect(some.filter(({ stock }) => stock.reserved > stock.available)).toEqual([]);
  });

  test('nothing is updated before it is created', () => {
    expect(some.filter(({ created_at, updated_at }) => updated_at < created_at)).toEqual([]);
  });

  test('colours in names agree with their nouns', () => {
    const watches = some.filter(({ tags }) => tags[0]?.endsWith('ые часы'));
    expect(watches.length).toBeGreaterThan(50);
    for (const { name, specifications } of watches)
      expect(name.endsWith(`, ${agree(specifications['Цвет'] ?? '', 'p')}`)).toBe(true);
  });
});

test('every kind ends its names with a specification that it has', () => {
  const wrong = departments.flatMap(({ kinds, specifications, variant }) =>
    kinds.filter((kind) => !((kind.variant ?? variant) in (kind.specifications ?? specifications))),
  );
  expect(wrong).toEqual([]);
});

test('the shares of banned and malformed elements are kept, and ordinary ones stay the same', () => {
  const shares = { banned: 0.1, malformed: 0.05 };
  const elements = some.map((product, n) => ({ product, element: elementAt(7, n, shares) }));
  const ordinary = elements.filter(({ product, element }) => JSON.stringify(product) === JSON.stringify(element));
  expect(ordinary.length / some.length).toBeGreaterThan(0.83);
  expect(ordinary.length / some.length).toBeLessThan(0.87);
  expect(elementAt(7, 3, { banned: 0, malformed: 0 })).toEqual(productAt(7, 3));
});
