/** Letters that are heard as one another. */
const alike = [
  'ао',
  'ая',
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
const costs = { alike: 0.6, doubled: 0.5, sign: 0.6, swapped: 0.8, other: 1, firstLetter: 0.2 };

const replaceCost = (one: string, other: string): number => (areAlike.has(one + other) ? costs.alike : costs.other);
const insertCost = (letter: string, before: string, behind: string): number =>
  letter === before || letter === behind ? costs.doubled : 'ьъ'.includes(letter) ? costs.sign : costs.other;

/** Words are compared by the thousand: one table of costs serves for all of them. */
const mostLetters = 64;
const width = mostLetters + 1;
const table = new Float64Array(width * width);

/**
 * How likely a typed word is another one mistyped: the less the likelier; each mistake costs up to 1 (Damerau and Levenshtein). What is sure
 * to cost more than `most` is Infinity.
 */
export function mistakeCost(typed: string, meant: string, most = Infinity): number {
  if (typed.length > mostLetters || meant.length > mostLetters) return Infinity;
  let [before, least] = [0, 0];
  for (let i = 0; i <= typed.length; i++) {
    [before, least] = [least, Infinity];
    for (let j = 0; j <= meant.length; j++) {
      const cost = i + j === 0 ? 0 : leastCost(typed, i, meant, j);
      table[i * width + j] = cost;
      if (cost < least) least = cost;
    }
    // A cost comes from the row before, or, of swapped letters, from the one before that.
    if (before > most && least > most) return Infinity;
  }
  const first = typed.charAt(0) === meant.charAt(0) ? 0 : costs.firstLetter;
  return at(typed.length, meant.length) + first;
}

const at = (i: number, j: number): number => table[i * width + j] ?? 0;

/** The cost of the first `i` letters typed for the first `j` meant, from those of fewer. */
function leastCost(typed: string, i: number, meant: string, j: number): number {
  const [a, before] = [typed.charAt(i - 1), typed.charAt(i - 2)];
  const [b, beforeB] = [meant.charAt(j - 1), meant.charAt(j - 2)];
  let least = Infinity;
  if (i > 0) least = at(i - 1, j) + insertCost(a, before, typed.charAt(i));
  if (j > 0) least = Math.min(least, at(i, j - 1) + insertCost(b, beforeB, meant.charAt(j)));
  if (i > 0 && j > 0) least = Math.min(least, at(i - 1, j - 1) + (a === b ? 0 : replaceCost(a, b)));
  if (i > 1 && j > 1 && a === beforeB && before === b) least = Math.min(least, at(i - 2, j - 2) + costs.swapped);
  return least;
}

/** What mistakes may cost together in a word of so many letters: of three letters two must be right. */
export const mostCost = (letters: number): number =>
  letters <= 3 ? 0.6 : letters <= 4 ? 0.8 : letters <= 5 ? 1.3 : letters <= 7 ? 1.8 : 2.3;

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
