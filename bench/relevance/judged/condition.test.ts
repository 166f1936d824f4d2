import { expect, test } from 'vitest';
import { meets, readCondition, unknownFacts } from './condition.ts';

const guitar = new Map([
  ['type', 'гитара'],
  ['with', 'чехол'],
]);
const cover = new Map([
  ['type', 'чехол'],
  ['for', 'гитара'],
  ['size', '2 в 1'],
]);

test.each([
  ['type=чехол', false, true],
  ['type=чехол; for=гитара', false, true],
  ['type=чехол; for=скрипка', false, false],
  ['type=чехол; for=скрипка|гитара', false, true],
  ['type=скрипка or with=чехол', true, false],
  ['type=гитара or type=чехол; size=2 в 1', true, true],
  ['', false, false],
])('«%s» is met by a guitar with a cover: %s, by a cover for guitars: %s', (text, byGuitar, byCover) => {
  const condition = readCondition(text);
  expect([meets(guitar, condition), meets(cover, condition)]).toEqual([byGuitar, byCover]);
});

test('what no product has is told', () => {
  const condition = readCondition('type=чехол|шляпа; for=гитара or colour=синий');
  expect(unknownFacts(condition, [guitar, cover])).toEqual(['type=шляпа', 'colour=синий']);
});
