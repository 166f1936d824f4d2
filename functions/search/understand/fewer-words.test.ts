import { expect, test } from 'vitest';
import { thingIn, withFewerWords } from './fewer-words.ts';

const shortened = (text: string): string[] => withFewerWords(text).map((each) => each.text);

test.each([
  ['красный чайник для кухни', ['чайник для кухни', 'красный чайник', 'чайник']],
  ['молоко 1 л', ['молоко']],
  ['айфон 15 про', ['айфон про', 'айфон 15', 'айфон']],
  ['смартфон realme 13', ['смартфон', 'смартфон realme', 'смартфон']],
  ['Samsung телевизор 55"', ['телевизор 55"', 'Samsung телевизор', 'телевизор']],
  ['гантели и коврик', ['гантели']],
])('«%s» without words is %j', (text, expected) => {
  expect(shortened(text)).toEqual(expected);
});

test.each(['чайник', 'KRT-0417-22', '63-508', '15 55', 'красный', '???', '', 'для'])(
  'nothing is left out of «%s»',
  (text) => {
    expect(shortened(text)).toEqual([]);
  },
);

test('the thing that a text asks for is its first noun, else a name', () => {
  expect(['красный чайник для кухни', 'айфон 15 про', 'чёрный', '15 55'].map(thingIn)).toEqual([
    'чайник',
    'айфон',
    undefined,
    undefined,
  ]);
});

test('a text of very many words costs few', () => {
  expect(withFewerWords('чайник '.repeat(1_000)).length).toBeLessThanOrEqual(6);
});
