import { expect, test } from 'vitest';
import { noCategory } from './no-category.ts';

const categories = ['Часы', 'Умные часы', 'Книги', 'Ёлки'];

test.each([
  ['часы', 'did you mean «Часы» or «Умные часы»?'],
  ['Часв', 'did you mean «Часы»?'],
  ['елки', 'did you mean «Ёлки»?'],
  ['книга', 'did you mean «Книги»?'],
  ['Автомобили', 'npm run client -- categories lists all'],
])('of «%s», which there is not, the categories that are meant are told', (name, hint) => {
  expect(noCategory(name, categories).message).toBe(`there is no category «${name}»; ${hint}`);
});
