import { expect, test } from 'vitest';
import { isNominal } from '../../../modules/search-terms/words.ts';
import { latinWordIn, russianReadings } from './transliterate.ts';

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

/** In the schemes that there are, and as people write. */
const schemes = [
  `naushnyki наушники, čajnik чайник, čaynik чайник, pilesos пылесос, xolodilnik холодильник, holodil'nik холодильник, kholodilnik холодильник, jenskie женские, ženskie женские, yolka елка, jolka елка, ëlka елка, kovjor ковер`,
  `mojka мойка, moika мойка, plashh плащ, plaw плащ, obuv' обувь, ob'ektiv объектив, ob"ektiv объектив, myš мышь, iubka юбка, rjukzak рюкзак, riukzak рюкзак, 4asy часы, o4ki очки`,
  `6apka шапка, jinsy джинсы, djinsi джинсы, pal'to пальто, kastrjulja кастрюля, pechenye печенье, pechenie печенье, varenye варенье, shurupovyort шуруповерт, odejalo одеяло, lyji лыжи, kon'ki коньки, koshachij кошачий`,
].join(', ');

test.each(schemes.split(', ').map((pair) => pair.split(' ')))(
  '"%s" is «%s», whatever the scheme',
  (latin = '', russian = '') => {
    const readings = russianReadings(latinWordIn(latin) ?? '', isNominal);
    const likely = readings.filter(({ unusual }) => unusual <= (readings[0]?.unusual ?? 0) + 1);
    expect(likely.map(({ word }) => word)).toContain(russian);
  },
);

test.each(['iphone15', 'a', "'", '4k', '2', 'часы', 'wi-fi'])('"%s" is no word in Latin letters', (text) => {
  expect(latinWordIn(text)).toBeUndefined();
});

test('what no Russian word can be has no reading', () => {
  expect(russianReadings('xbox360', isNominal)).toEqual([]);
  expect(russianReadings('q'.repeat(200), isNominal)).toEqual([]);
});
