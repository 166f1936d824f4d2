import { piecesOf, plainText } from '../../../modules/search-terms/pieces.ts';
import { isConnective, isNominal, isRussian } from '../../../modules/search-terms/words.ts';
import { switchLayout } from '../layout.ts';
import { isKnownWord, knownSpellings } from './known-words.ts';
import { latinWordIn, russianReadings } from './transliterate.ts';
import { alikeWords, mistakeCost, mostCost, withOneMistake } from './typos.ts';

/** What may have been meant instead of what was typed between two blanks. */
export interface Guess {
  readonly text: string;
  readonly kind: 'layout' | 'transliteration' | 'spelling';
  /** The less the likelier. */
  readonly cost: number;
}

/** What is added to the cost of mistakes, or is the cost where there are none. */
const costs = {
  layout: 0.5,
  layoutOfNoWord: 0.7,
  layoutUnknown: 1.2,
  transliteration: 0.6,
  unusualLetter: 0.1,
  transliterationMistaken: 0.8,
  split: 1.2,
  doubled: 0.5,
};

const mostGuesses = 8;
const shortestWord = 3;
/** Nobody means more than this between two blanks, and guessing at it takes its time. */
const longestChunk = 40;

const isKnownText = (text: string): boolean => {
  const pieces = piecesOf(text);
  return pieces.length > 0 && pieces.every(({ text: word, kind }) => kind === 'number' || isKnownWord(word));
};

/**
 * Guesses at what stands between two blanks, the likeliest first; of what is a word hardly any. `spelledLike`: words of the catalogue.
 */
export function guessesAt(chunk: string, spelledLike: readonly string[]): Guess[] {
  if (chunk.length > longestChunk) return [];
  if (isKnownText(chunk)) return doubledOtherwise(chunk.toLowerCase());
  const found = new Map<string, Guess>();
  for (const guess of [...layoutGuesses(chunk), ...wordGuesses(chunk, spelledLike)].toSorted(
    (one, other) => one.cost - other.cost,
  ))
    if (!found.has(guess.text)) found.set(guess.text, guess);
  return [...found.values()].slice(0, mostGuesses);
}

/** «мороженное» is a word, and hardly ever meant: both letters of «нн» sound as one. */
const doubledOtherwise = (word: string): Guess[] =>
  Array.from(word.matchAll(/нн?/g), ({ 0: letters, index }) => {
    const other = letters === 'н' ? 'нн' : 'н';
    return word.slice(0, index) + other + word.slice(index + letters.length);
  })
    .filter((text) => isNominal(text))
    .map((text) => ({ text, kind: 'spelling', cost: costs.doubled }));

function layoutGuesses(chunk: string): Guess[] {
  const guesses: Guess[] = [];
  // A comma behind a word is a letter of the other layout, or none.
  for (const typed of new Set([chunk, chunk.replace(/[.,;]+$/, '')])) {
    const text = switchLayout(typed);
    if (text === undefined) continue;
    if (isKnownText(text)) guesses.push({ text, kind: 'layout', cost: costs.layout });
    else if (isPronounceable(text))
      guesses.push({ text, kind: 'layout', cost: isPronounceable(typed) ? costs.layoutUnknown : costs.layoutOfNoWord });
    if (/^\p{L}+$/u.test(text) && !isKnownText(text))
      for (const { word, cost } of respellings(text, []))
        guesses.push({ text: word, kind: 'layout', cost: costs.layout + cost });
  }
  return guesses;
}

/** A name or a code that no dictionary has: «простоквашино», «wh-1000xm5». */
const isPronounceable = (text: string): boolean =>
  (/^[a-z][a-z\d'-]+$/.test(text) && (/\d/.test(text) || (/[aeiouy]/.test(text) && !/[^aeiouy]{4}/.test(text)))) ||
  (/^[а-яё]{4,}$/.test(text) && /[аеёиоуыэюя].*[аеёиоуыэюя]/.test(text) && !/[^аеёиоуыэюяьъ]{5}/.test(text));

/** Guesses at each word of a chunk that is not known. Letters of article numbers stay as they are. */
function wordGuesses(chunk: string, spelledLike: readonly string[]): Guess[] {
  const [piece, ...others] = piecesOf(chunk);
  const plain = others.length === 0 && piece !== undefined ? piece.text : plainText(chunk);
  const shortest = /\d/.test(plain) ? shortestWord + 2 : shortestWord;
  const words = [...new Set(plain.match(/\p{L}+/gu) ?? [])].filter(
    (word) => word.length >= shortest && !isKnownWord(word),
  );
  const lower = chunk.normalize('NFC').toLowerCase();
  const whole = latinWordIn(lower);
  return [
    ...connectives(lower),
    ...(whole === undefined || words.includes(whole) ? [] : russianGuesses(whole)),
    ...words.flatMap((word) =>
      guessesAtWord(word, spelledLike).map((guess) => ({ ...guess, text: plain.replace(word, guess.text) })),
    ),
  ];
}

/** «v», «na» and «dlya», as in «domik v derevne». */
const connectives = (chunk: string): Guess[] =>
  /^[a-z]{1,4}$/.test(chunk)
    ? russianReadings(chunk, isConnective).map(({ word: text }): Guess => ({
        text,
        kind: 'transliteration',
        cost: costs.transliteration,
      }))
    : [];

function guessesAtWord(word: string, spelledLike: readonly string[]): Guess[] {
  const guesses: Guess[] = respellings(word, spelledLike).map(({ word: text, cost }) => ({
    text,
    kind: 'spelling',
    cost,
  }));
  if (isRussian(word))
    guesses.push(...splits(word).map((text): Guess => ({ text, kind: 'spelling', cost: costs.split })));
  return latinWordIn(word) === undefined ? guesses : [...guesses, ...russianGuesses(word)];
}

/** Russian words that a Latin one may be, also mistyped. */
function russianGuesses(word: string): Guess[] {
  const meant = russianReadings(word, isNominal);
  const usual = meant.length > 0 ? [] : russianReadings(word, () => true).slice(0, 2);
  return [
    ...meant.map(({ word: text, unusual }): Guess => ({
      text,
      kind: 'transliteration',
      cost: costs.transliteration + unusual * costs.unusualLetter,
    })),
    ...usual.flatMap(({ word: read }) =>
      respellings(read, []).map(({ word: text, cost }): Guess => ({
        text,
        kind: 'transliteration',
        cost: costs.transliterationMistaken + cost,
      })),
    ),
  ];
}

/** Known words that a typed one may be mistyped from: of the dictionary, of the files, and of the catalogue. */
function respellings(word: string, spelledLike: readonly string[]): { readonly word: string; readonly cost: number }[] {
  const candidates = new Set(spelledLike);
  if (isRussian(word)) {
    for (const other of withOneMistake(word)) if (isNominal(other)) candidates.add(other);
    for (const once of alikeWords(word))
      for (const twice of alikeWords(once)) if (isNominal(twice)) candidates.add(twice);
  }
  for (const other of knownSpellings())
    if (other.length > shortestWord && Math.abs(other.length - word.length) <= 2 && endsAlike(other, word))
      candidates.add(other);
  const most = mostCost(word.length);
  return Array.from(candidates, (other) => ({ word: other, cost: mistakeCost(word, other, most) }))
    .filter(({ word: other, cost }) => cost > 0 && cost <= most && !/\d/.test(other))
    .toSorted((one, other) => one.cost - other.cost)
    .slice(0, mostGuesses);
}

/** Whether their first letters or their last ones are the same: few people miss both, and it spares most of the work. */
const endsAlike = (one: string, other: string): boolean => one[0] === other[0] || one.at(-1) === other.at(-1);

/** The two words that were written in one. */
const splits = (word: string): string[] =>
  Array.from({ length: Math.max(0, word.length - 2 * shortestWord + 1) }, (_, index) => index + shortestWord).flatMap(
    (at) => {
      const both = [word.slice(0, at), word.slice(at)];
      return both.every(isKnownWord) ? [both.join(' ')] : [];
    },
  );
