import { expect, test } from 'vitest';
import { productsOf } from './family.ts';

const cover = {
  family: 'cover',
  category: 'Чехлы',
  type: 'чехол',
  brand: 'Борт',
  price: '590',
  name: 'Чехол для {for=гитары|скрипки}, {color=чёрный|серый}',
  facts: 'sku=CH-{n}; label={color} чехол; formula=a=b',
  description: '',
};

test('each choice of values makes a product, with the values in its name and among its facts', () => {
  const products = productsOf(cover);
  expect(products.map(({ product }) => [product.product_id, product.name, product.sku])).toEqual([
    ['cover-1', 'Чехол для гитары, чёрный', 'CH-01'],
    ['cover-2', 'Чехол для гитары, серый', 'CH-02'],
    ['cover-3', 'Чехол для скрипки, чёрный', 'CH-03'],
    ['cover-4', 'Чехол для скрипки, серый', 'CH-04'],
  ]);
  expect(Object.fromEntries(products[1]?.facts ?? [])).toEqual({
    id: 'cover-2',
    family: 'cover',
    type: 'чехол',
    brand: 'Борт',
    category: 'Чехлы',
    sku: 'CH-02',
    for: 'гитары',
    color: 'серый',
    label: 'серый чехол',
    formula: 'a=b',
  });
});

test('a family without values is one product, whose article number stays the same', () => {
  const [one, ...others] = productsOf({ ...cover, name: 'Чехол', facts: '', description: 'Прочный.' });
  expect(others).toEqual([]);
  expect(one?.product).toMatchObject({ name: 'Чехол', sku: '39148220', description: 'Прочный.' });
});
