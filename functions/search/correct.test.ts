import { expect, test } from 'vitest';
import { secondAttempts } from './correct.ts';
import type { Result } from './result.ts';

type Suggestions = NonNullable<Result['suggest']>['spelling'];

/** A result without hits, and what OpenSearch says about spellings. */
const nothing = (spelling: Suggestions = []): Result => ({
  took: 1,
  hits: { total: { value: 0 }, hits: [] },
  aggregations: {
    category: { values: { buckets: [] } },
    brand: { values: { buckets: [] } },
    currency: { values: { buckets: [] } },
    price: { values: { ranges: { buckets: [] } } },
    named: { doc_count: 0 },
  },
  suggest: { spelling },
});

const likeliest = (text: string, spelling?: Suggestions) => secondAttempts(text, nothing(spelling))[0]?.corrected;

test.each([
  ['xfcs', 'часы', 'layout'],
  [',enskrf', 'бутылка', 'layout'],
  ['[jkjlbkmybr', 'холодильник', 'layout'],
  ['чшфщьш', 'xiaomi', 'layout'],
  ['шзрщту 15', 'iphone 15', 'layout'],
  ['vjkjrj ghjcnjrdfibyj', 'молоко простоквашино', 'layout'],
  ['цр-1000чь5', 'wh-1000xm5', 'layout'],
  ['yfeiybrb cjyb xthyst', 'наушники сони черные', 'layout'],
  ['naushniki sony', 'наушники sony', 'transliteration'],
  ['domik v derevne', 'домик в деревне', 'transliteration'],
  ['chehol dlya gitary', 'чехол для гитары', 'transliteration'],
  ['chajnik', 'чайник', 'transliteration'],
  ['krossovki', 'кроссовки', 'transliteration'],
  ['shchetka', 'щетка', 'transliteration'],
  ['krosovki', 'кроссовки', 'transliteration'],
  ['мороженное', 'мороженое', 'spelling'],
  ['чимадан', 'чемодан', 'spelling'],
  ['холодилник', 'холодильник', 'spelling'],
  ['велосипет', 'велосипед', 'spelling'],
  ['iphon 15', 'iphone 15', 'spelling'],
  ['телевизар самсунк', 'телевизор самсунг', 'spelling'],
  ['футболкаполо', 'футболка поло', 'spelling'],
  ['метал', 'металл', 'spelling'],
])('«%s» is most likely «%s»: %s', (from, to, kind) => {
  expect(likeliest(from)).toEqual({ from, to, kind });
});

test('a word of the catalogue is a guess, too', () => {
  expect(likeliest('маранелло', [{ text: 'маранелло', options: [{ text: 'маранело' }] }])?.to).toBe('маранело');
  expect(likeliest('маранелло')).toBeUndefined();
});

test.each(['часы', 'полок', 'ведер', 'айфон 15 про', 'KRT-0417-22', '63-509', 'WH1000XM5', '🙂', '...', ''])(
  '«%s» is right as it is',
  (text) => {
    expect(secondAttempts(text, nothing())).toEqual([]);
  },
);

test('«часи» is a watch before it is anything else that is no form of an hour', () => {
  const tried = secondAttempts('часи', nothing()).map(({ corrected }) => corrected.to);
  expect(tried.find((text) => !['час', 'часе', 'часа', 'часу'].includes(text))).toBe('часы');
});

test('an attempt says what it replaces', () => {
  expect(secondAttempts('naushniki sony', nothing())[0]?.replaced).toEqual(['naushniki']);
});

test('a text of very many unknown words costs few attempts', () => {
  const text = Array.from({ length: 30 }, (_, index) => `ghbdtn${'abcdefghij'.charAt(index % 10)}`).join(' ');
  expect(secondAttempts(text, nothing()).length).toBeLessThanOrEqual(8);
});
