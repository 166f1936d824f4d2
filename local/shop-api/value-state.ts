import * as bytes from './bytes.ts';

/** Between the elements of an array, or between values in a row, which nothing but blanks divides. */
export type Between = 'before array' | 'before first' | 'before next' | 'after element' | 'after array' | 'in a row';
type Inside = 'container' | 'string' | 'escape' | 'scalar';

/** How far the reading of elements is. */
export type State = Between | Inside | 'broken';

export const unclosed = 'the file ends before the ] that closes the array';

/** What may stand between elements; `end` is what is wrong with a file that ends there. */
export const between: Readonly<Record<Between, { readonly expected: string; readonly end?: string }>> = {
  'before array': { expected: '[', end: 'the array is missing' },
  'before first': { expected: 'an element', end: unclosed },
  'before next': { expected: 'an element', end: 'the file ends after a comma: an element is missing' },
  'after element': { expected: ', or ] after an element', end: unclosed },
  'after array': { expected: 'nothing after the array' },
  'in a row': { expected: '{, with which a product begins' },
};

/** Where a byte leads from between elements, unless it begins one. */
export function nextState(state: Between, code: number): Between | undefined {
  if (state === 'before array') return code === bytes.openArray ? 'before first' : undefined;
  if (state === 'after element' && code === bytes.comma) return 'before next';
  const mayClose = state === 'before first' || state === 'after element';
  return mayClose && code === bytes.closeArray ? 'after array' : undefined;
}

export const isInside = (state: State): state is Inside => state !== 'broken' && !(state in between);

/** Whether a byte begins an element there. */
export function mayBegin(state: Between, code: number): boolean {
  if (state === 'in a row') return code === bytes.openObject;
  const ends = code === bytes.comma || code === bytes.closeArray || code === bytes.closeObject;
  return (state === 'before first' || state === 'before next') && !ends;
}
