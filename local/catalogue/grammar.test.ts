import { expect, test } from 'vitest';
import { agree, type Gender } from './grammar.ts';

const genders: readonly Gender[] = ['m', 'f', 'n', 'p'];

test.each([
  ['умный', 'умный умная умное умные'],
  ['большой', 'большой большая большое большие'],
  ['ночной', 'ночной ночная ночное ночные'],
  ['летний', 'летний летняя летнее летние'],
  ['синий', 'синий синяя синее синие'],
  ['лёгкий', 'лёгкий лёгкая лёгкое лёгкие'],
  ['дышащий', 'дышащий дышащая дышащее дышащие'],
  ['светящийся', 'светящийся светящаяся светящееся светящиеся'],
])('«%s» agrees with its noun: %s', (adjective, forms) => {
  expect(genders.map((gender) => agree(adjective, gender)).join(' ')).toBe(forms);
});
