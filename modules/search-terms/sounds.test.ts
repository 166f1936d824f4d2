import { expect, test } from 'vitest';
import { soundOf, soundTerm } from './sounds.ts';

test.each(
  (
    'самсунг samsung, хуавей huawei, найк nike, бош bosch, филипс philips, делонги delonghi, электролюкс electrolux, макс max, ' +
    'эйр air, эппл apple, асус asus, хонор honor, тефаль tefal, макбук macbook, плейстейшн playstation, техник technic, редми redmi'
  )
    .split(', ')
    .map((pair) => pair.split(' ')),
)('«%s» sounds like "%s"', (russian = '', latin = '') => {
  expect(soundOf(russian)).toBe(soundOf(latin));
});

test('a word of one consonant sounds like too many others', () => {
  expect(soundOf('кеа')).toBeUndefined();
});

test('names are found by their sound, words of the dictionary by themselves', () => {
  expect(['bosch', 'хонор', 'сумка', '15'].map(soundTerm)).toEqual(['~baS', '^hanar', undefined, undefined]);
});
