import { expect, test } from 'vitest';
import { partsOf } from './parts.ts';

const termsOf = (text: string): string[] =>
  partsOf(text).flatMap(({ readings }) => readings.map(({ terms }) => terms.join(' ')));

test.each([
  ['айфона', 'iphone'],
  ['орал би', 'oralb'],
  ['oral b', 'оралби'],
  ['вай фай', 'wifi'],
  ['телик', 'телевизор'],
  ['стиральную машинку', 'стиралк'],
  ['стиралка', 'стиральный машина'],
  ['хонор', 'honor'],
  ['чехол редмика', '~radmaka'],
  ['гжель', 'гжель'],
  ['gzhel', '^gZal'],
  ['супер клей', 'суперклей'],
  ['молоко 1 л', '=1000ml'],
  ['КРТ 0417', '#крт0417'],
  ['9х', '9x'],
  ['с24', 's'],
  ['стеклянный чайник', 'стекло'],
  ['шерстяное одеяло', 'шерсть'],
  ['ваза из глины', 'глиняный'],
  ['НР', 'hp'],
])('«%s» may be read as %s', (text, term) => {
  expect(termsOf(text)).toContain(term);
});

test('the word itself is surer than another word for it, and an article number surer than both', () => {
  const [part] = partsOf('телефон');
  const weights = new Map(part?.readings.map(({ terms, weight }) => [terms.join(' '), weight]));
  expect(weights.get('телефон')).toBeGreaterThan(weights.get('смартфон') ?? Infinity);
  expect(partsOf('63-508')[0]?.readings).toContainEqual({ terms: ['#63508'], weight: 1.5 });
});

test('numbers must occur, words most of them, and what connects words need not', () => {
  expect(partsOf('чехол для айфон15 про').map(({ need }) => need)).toEqual([
    'mostly',
    'never',
    'always',
    'always',
    'mostly',
  ]);
});

test('of a size the number must occur, the word need not', () => {
  expect(partsOf('кроссовки 44 размера').map(({ need }) => need)).toEqual(['mostly', 'always', 'never']);
  expect(partsOf('размер 44').map(({ need }) => need)).toEqual(['never', 'always']);
  expect(partsOf('сетка размер').map(({ need }) => need)).toEqual(['mostly', 'mostly']);
});

test('a word that only connects others is what is asked for when there is nothing else', () => {
  expect(partsOf('для').map(({ need }) => need)).toEqual(['mostly']);
});

test('what a query is about stands before its preposition', () => {
  expect(partsOf('чехол для гитары').map(({ isHead, behind }) => [isHead, behind])).toEqual([
    [true, undefined],
    [false, undefined],
    [false, 'для'],
  ]);
});

test('what is asked for without something is hardly found with it', () => {
  const sugar = partsOf('шоколад без сахара').at(-1)?.readings;
  expect(sugar?.find(({ terms: [term] }) => term === 'без>сахар')?.weight).toBe(1);
  expect(sugar?.find(({ terms: [term] }) => term === 'сахар')?.weight).toBeLessThan(0.5);
});

test.each(['', '!!!', '🙂', '.*', '()[]{}|\\^$'])('«%s» asks for nothing', (text) => {
  expect(partsOf(text)).toEqual([]);
});

test('parts and readings have a bound, however long a query is', () => {
  for (const text of ['слово '.repeat(1_000), '1-'.repeat(500), 'а б '.repeat(300)]) {
    const parts = partsOf(text);
    expect(parts.length).toBeLessThanOrEqual(16);
    expect(Math.max(...parts.map(({ readings }) => readings.length))).toBeLessThanOrEqual(16);
  }
});

test.each(['потокf5f3ea37', '550e8400-e29b-41d4-a716-446655440000', 'a1b2c3d4e5f6g7h8i9j0k1l2'])(
  'of an id of many parts, as %s, each part may be the id, and is itself as well',
  (id) => {
    const whole = `#${id.replaceAll('-', '')}`;
    const parts = partsOf(id);
    expect(parts.length).toBeGreaterThan(6);
    for (const { text, readings } of parts) {
      const terms = readings.map(({ terms: its }) => its.join(' '));
      expect(terms).toContain(whole);
      expect(terms).toContain(text);
    }
  },
);
