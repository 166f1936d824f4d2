/** Letters that are heard as one another. */
const alike = [
  'ао',
  'еи',
  'иы',
  'еэ',
  'яе',
  'яи',
  'ую',
  'аы',
  'бп',
  'вф',
  'гк',
  'дт',
  'жш',
  'зс',
  'шщ',
  'цс',
  'чщ',
  'ьъ',
  'гх',
  'ey',
  'ei',
  'iy',
  'ao',
  'ck',
  'sz',
  'vw',
  'ks',
];
const areAlike = new Set(alike.flatMap((pair) => [pair, pair.charAt(1) + pair.charAt(0)]));
const alphabet = 'абвгдежзийклмнопрстуфхцчшщъыьэюя';

/** What one mistake costs: letters that sound alike are mistaken for each other more often than others. */
const costs = { alike: 0.6, doubled: 0.5, sign: 0.6, swapped: 0.8, other: 1, firstLetter: 0.3 };

const replaceCost = (one: string, other: string): number => (areAlike.has(one + other) ? costs.alike : costs.other);
const insertCost = (letter: string, before: string, behind: string): number =>
  letter === before || letter === behind ? costs.doubled : 'ьъ'.includes(letter) ? costs.sign : costs.other;

/** How likely a typed word is another one mistyped: the less the likelier; each mistake costs up to 1. */
export function mistakeCost(typed: string, meant: string): number {
  const rows = Array.from({ length: typed.length + 1 }, () => new Float64Array(meant.length + 1));
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let i = 0; i <= typed.length; i++)
    for (let j = 0; j <= meant.length; j++) {
      if (i === 0 && j === 0) continue;
      const [a, b] = [typed.charAt(i - 1), meant.charAt(j - 1)];
      const [a1, b1] = [typed.charAt(i - 2), meant.charAt(j - 2)];
      let least = Infinity;
      if (i > 0) least = Math.min(least, at(i - 1, j) + insertCost(a, a1, typed.charAt(i)));
      if (j > 0) least = Math.min(least, at(i, j - 1) + insertCost(b, b1, meant.charAt(j)));
      if (i > 0 && j > 0) least = Math.min(least, at(i - 1, j - 1) + (a === b ? 0 : replaceCost(a, b)));
      if (i > 1 && j > 1 && a === b1 && a1 === b) least = Math.min(least, at(i - 2, j - 2) + costs.swapped);
      const row = rows[i];
      if (row) row[j] = least;
    }
  return at(typed.length, meant.length) + (typed.charAt(0) === meant.charAt(0) ? 0 : costs.firstLetter);
}

/** What mistakes may cost together in a word of so many letters: of three letters two must be right. */
export const mostCost = (letters: number): number =>
  letters <= 3 ? 0.7 : letters <= 5 ? 1.3 : letters <= 7 ? 1.8 : 2.3;

/** Words that are one mistake away. */
export function* withOneMistake(word: string): Generator<string> {
  for (let index = 0; index <= word.length; index++) {
    const [before, rest] = [word.slice(0, index), word.slice(index)];
    if (rest.length > 0) yield before + rest.slice(1);
    if (rest.length > 1) yield before + rest.charAt(1) + rest.charAt(0) + rest.slice(2);
    for (const letter of alphabet) {
      yield before + letter + rest;
      if (rest.length > 0) yield before + letter + rest.slice(1);
    }
  }
}

/** Words that sound like it, one letter mistaken for another that sounds the same, or doubled, or not. */
export function* alikeWords(word: string): Generator<string> {
  for (let index = 0; index < word.length; index++) {
    const [before, letter, rest] = [word.slice(0, index), word.charAt(index), word.slice(index + 1)];
    for (const pair of areAlike) if (pair.charAt(0) === letter) yield before + pair.charAt(1) + rest;
    yield letter === rest.charAt(0) ? before + rest : before + letter + letter + rest;
    if ('ьъ'.includes(letter)) yield before + rest;
  }
}
