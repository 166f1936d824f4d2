import { expect, test } from 'vitest';
import { isNominal } from '../../../modules/search-terms/words.ts';
import { russianReadings } from './transliterate.ts';

test.each(
  (
    'naushniki наушники, chajnik чайник, chaynik чайник, krossovki кроссовки, shchetka щетка, schetka щетка, shhetka щетка, utyug утюг, ' +
    'utjug утюг, yozhik ежик, kovyor ковер, duhi духи, duxi духи, noutbuk ноутбук, mysh мышь, dzhinsy джинсы, elka елка, yabloko яблоко, ' +
    'zhurnal журнал, tsvety цветы, cvety цветы, podushka подушка, pylesos пылесос, lampochka лампочка, obuv обувь, sumka сумка'
  )
    .split(', ')
    .map((pair) => pair.split(' ')),
)('"%s" is «%s»', (latin = '', russian = '') => {
  expect(russianReadings(latin, isNominal).map(({ word }) => word)).toContain(russian);
});

test('what no Russian word can be has no reading', () => {
  expect(russianReadings('xbox360', isNominal)).toEqual([]);
  expect(russianReadings('q'.repeat(200), isNominal)).toEqual([]);
});
