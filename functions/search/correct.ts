import { switchLayout } from './layout.ts';
import type { Result } from './result.ts';
import type { Matching } from './text.ts';

/** What was searched for instead of what was typed, and why. */
export interface Correction {
  readonly from: string;
  readonly to: string;
  readonly kind: 'layout' | 'spelling';
}

/** A second try at a text that found nothing. */
export interface Attempt {
  readonly text: string;
  readonly matching: Matching;
  readonly correction?: Correction;
}

/** Second tries, the most telling first: the other keyboard layout, known spellings, anything similar. */
export function secondAttempts(text: string, result: Result): Attempt[] {
  const corrected = (to: string | undefined, kind: Correction['kind']): Attempt[] =>
    to === undefined || to === text ? [] : [{ text: to, matching: 'strict', correction: { from: text, to, kind } }];
  return [
    ...corrected(switchLayout(text), 'layout'),
    ...corrected(respell(text, result), 'spelling'),
    { text, matching: 'similar' },
  ];
}

/** How much of a word must be right for another to be what was meant: three letters of four, five of seven. */
const leastSimilarity = 0.7;

/** The text with each word that the index does not know replaced by the nearest one that it does. */
function respell(text: string, { suggest }: Result): string | undefined {
  let respelled = text;
  // From the end, so that earlier offsets stay right.
  for (const { offset, length, options } of (suggest?.spelling ?? []).toReversed()) {
    const [best] = options;
    if (best !== undefined && best.score >= leastSimilarity)
      respelled = respelled.slice(0, offset) + best.text + respelled.slice(offset + length);
  }
  return respelled;
}
