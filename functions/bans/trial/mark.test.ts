import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { marked } from './mark.ts';

const markIn = (text: string, match: string): string => marked(text, text.indexOf(match), match.length);

test('a match stands in guillemets between about thirty characters of each side', () => {
  const text = `${'а'.repeat(50)} водка ${'б'.repeat(50)}`;
  expect(markIn(text, 'водка')).toBe(`…${'а'.repeat(26)} «водка» ${'б'.repeat(26)}…`);
});

test('a text that is short is shown whole', () => {
  expect(markIn('Русская водка', 'водка')).toBe('Русская «водка»');
});

test('a long match is cut, so that the text around it is seen', () => {
  expect(markIn(`до ${'х'.repeat(200)} после`, 'х'.repeat(200))).toBe(`до «${'х'.repeat(59)}…» после`);
});

test('what breaks lines or turns the direction of text is a blank', () => {
  expect(markIn('до\u0000\n\u202Eводка\u2066\u0007', 'водка')).toBe('до   «водка»  ');
});

test('whatever the text, no half of a character is left', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(text, fc.nat(200), fc.nat(200), (whole, at, length) => {
      const from = Math.min(at, whole.length);
      expect(marked(whole, from, length).isWellFormed()).toBe(true);
    }),
  );
  const emoji = '🔥'.repeat(100);
  expect(marked(emoji, 100, 2)).toBe(`…${'🔥'.repeat(29)}«🔥»${'🔥'.repeat(29)}…`);
});
