import { expect, test } from 'vitest';
import { piecesOf, plainText } from './pieces.ts';

const cut = (text: string): string =>
  piecesOf(text)
    .map(({ text: piece }) => piece)
    .join(' ');

test.each([
  ['letters and digits are parted', '15pro 128ГБ WH-1000XM5', '15 pro 128 гб wh 1000 xm 5'],
  ['a fraction has a point and no idle zeros', '1,50 м и 5.0 или 0,5', '1.5 м и 5 или 0.5'],
  ['a list of numbers is no fraction', '1,2,3', '1 2 3'],
  ['an article number keeps its zeros', 'KRT-0417', 'krt 0417'],
  ['the sign between sizes is none of the pieces', '250х120x60 250 × 120 250*120', '250 120 60 250 120 250 120'],
  ['a letter behind a number is none', '9x', '9 x'],
  ['what is read aloud is a word', 'S23+ 3,2% 27"', 's 23 plus 3.2 % 27 "'],
  ['a mark that closes a quotation is no inch', '"iPhone 15"', 'iphone 15'],
  ['a Latin letter in a Russian word is Russian', 'Cумка Kеды', 'сумка кеды'],
  ['a Russian letter in a Latin word is Latin', 'Sоnу', 'sony'],
  ['what cannot be one word is two', 'iphoneчехол', 'iphone чехол'],
  ['letters of codes are Latin when they look so', 'М8х20 4К 9Х ПРН-330150к', 'm 8 20 4 k 9 x прн 330150 k'],
  ['a unit is none', '5м 10вт', '5 м 10 вт'],
  ['what is not seen is nothing', 'Кофе\u200Bва\u00ADрка\u2060 \uFEFFчай', 'кофеварка чай'],
  ['marks are one with their letters', 'кофеи\u0306ник Е\u0308ж', 'кофейник еж'],
  ['full width is none', 'Ｗｉ－Ｆｉ ５', 'wi fi 5'],
  ['trade marks are silent', 'Sony™ №5', 'sony 5'],
  ['signs alone are nothing', '!!! … 🙂 .* ((', ''],
])('%s', (_, text, expected) => {
  expect(cut(text)).toBe(expected);
});

test('a piece says what stands before it', () => {
  expect(
    piecesOf('Wi-Fi 15pro 2х3, чай')
      .map(({ follows }) => follows)
      .join(' '),
  ).toBe('stop mark blank none blank by stop');
});

test('of a long text only the beginning is looked at', () => {
  expect(plainText('я'.repeat(5_000))).toHaveLength(1_000);
});
