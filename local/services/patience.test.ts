import { expect, test } from 'vitest';
import { Patience } from './patience.ts';

test('a server that stands still is waited for so long and no longer', () => {
  const patience = new Patience(90_000, 1_000);
  expect([2_000, 91_999].map((now) => patience.look('100 7', now))).toEqual([undefined, undefined]);
  expect(patience.look('100 7', 92_000)).toBe('90 s without any progress');
});

test('a server whose log grows or that uses the processor is waited for longer', () => {
  const patience = new Patience(90_000, 0);
  const looks = [
    ['0 1', 80_000],
    ['500 1', 160_000],
    ['500 2', 240_000],
    ['500 2', 329_999],
  ] as const;
  expect(looks.map(([signs, now]) => patience.look(signs, now))).toEqual(looks.map(() => undefined));
});

test('a server that is busy for ever is given up in the end', () => {
  const patience = new Patience(90_000, 0);
  const answers = Array.from({ length: 10 }, (_, minute) => patience.look(`${minute}`, minute * 60_000));
  expect(answers.findIndex((answer) => answer === '450 s')).toBe(8);
});
