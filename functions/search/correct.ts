import type { Result } from './result.ts';
import { guessesAt, type Guess } from './understand/guesses.ts';

/** What was searched for instead of what was typed, and why. */
export interface Correction {
  readonly from: string;
  readonly to: string;
  readonly kind: Guess['kind'];
}

/** A second try at a text that found nothing. */
export interface Attempt {
  readonly corrected: Correction;
  /** What is replaced, as it was typed. */
  readonly replaced: readonly string[];
  /** The less the likelier it was meant. */
  readonly cost: number;
}

const mostAttempts = 8;
/** Guesses at each of so many words at most are combined. */
const mostGuessedAt = 4;
const mostCombined = 4;
/** What keeping a word costs that is most likely, or perhaps, another one; and what several kinds of mistakes in one text do. */
const costs = { keptThough: 0.9, kept: 0.3, otherKind: 0.3 };

/** One of the chunks of a text, and what is made of it. */
interface Choice {
  readonly typed: string;
  readonly guess?: Guess;
  readonly cost: number;
}

/** Second tries, the likeliest first: the other keyboard layout, the other alphabet, known spellings. */
export function secondAttempts(text: string, result: Result): Attempt[] {
  const chunks = text.split(/\s+/);
  let guessedAt = 0;
  const choices = chunks.map((typed): Choice[] => {
    const guesses = guessedAt < mostGuessedAt ? guessesAt(typed, spelledLike(typed, result)) : [];
    if (guesses.length > 0) guessedAt++;
    const likeliest = guesses[0]?.cost;
    const kept = likeliest === undefined ? 0 : likeliest < costs.keptThough ? costs.keptThough : costs.kept;
    return [
      { typed, cost: kept },
      ...guesses
        .slice(0, chunks.length > 1 ? mostCombined : mostAttempts)
        .map((guess) => ({ typed, guess, cost: guess.cost })),
    ];
  });
  return combined(choices)
    .flatMap((its) => attemptOf(text, its))
    .toSorted((one, other) => one.cost - other.cost)
    .slice(0, mostAttempts);
}

/** Known spellings of the catalogue for a word that it does not have. */
const spelledLike = (typed: string, { suggest }: Result): string[] =>
  (suggest?.spelling ?? []).flatMap(({ text, options }) =>
    typed.toLowerCase().replaceAll('ё', 'е').includes(text) ? options.map((option) => option.text) : [],
  );

/** Every choice of one for each chunk. */
const combined = (choices: readonly (readonly Choice[])[]): Choice[][] =>
  choices.reduce<Choice[][]>((all, next) => all.flatMap((before) => next.map((choice) => [...before, choice])), [[]]);

function attemptOf(from: string, choices: readonly Choice[]): Attempt[] {
  const guesses = choices.flatMap(({ guess }) => guess ?? []);
  const likeliest = guesses.toSorted((one, other) => other.cost - one.cost)[0];
  if (likeliest === undefined) return [];
  const kinds = new Set(guesses.map(({ kind }) => kind)).size;
  return [
    {
      corrected: { from, to: choices.map(({ typed, guess }) => guess?.text ?? typed).join(' '), kind: likeliest.kind },
      replaced: choices.flatMap(({ typed, guess }) => (guess === undefined ? [] : typed)),
      cost: choices.reduce((sum, { cost }) => sum + cost, costs.otherKind * (kinds - 1)),
    },
  ];
}
