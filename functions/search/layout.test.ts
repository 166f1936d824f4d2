import { expect, test } from 'vitest';
import { switchLayout } from './layout.ts';

test.each([
  ['xfcs', 'часы'],
  ['Xfcs', 'часы'],
  ['yjen,er', 'ноутбук'],
  ['чшфщьш', 'xiaomi'],
  ['xfcs yfhexyst 5', 'часы наручные 5'],
])('«%s» was meant to be «%s» when the keyboard is in the other layout', (typed, meant) => {
  expect(switchLayout(typed)).toBe(meant);
});

test.each(['часы xiaomi', '12345', '', '!?'])('«%s» could not come from the other layout', (typed) => {
  expect(switchLayout(typed)).toBeUndefined();
});
