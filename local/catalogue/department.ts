import type { Gender } from './grammar.ts';
import type { Draws } from './random.ts';

/** A list that is never empty. */
export type Some<T> = readonly [T, ...T[]];

/** A kind of thing that a department sells. */
export interface Kind {
  /** «наручные часы». */
  readonly name: string;
  /** In the genitive: «наручных часов». */
  readonly of: string;
  readonly gender: Gender;
  /** Roubles, from a cheap one to a dear one. */
  readonly price: readonly [least: number, most: number];
  /** In the masculine nominative; they are put into the kind's gender. */
  readonly adjectives: Some<string>;
  /** Where it differs from its department, as a strap differs from a watch. */
  readonly specifications?: Specifications;
  readonly variant?: string;
}

/** Values that a product may have, by the name of the specification. */
export type Specifications = Readonly<Record<string, Some<string>>>;

/** One category of the marketplace and the words that its products are made of. */
export interface Department {
  readonly category: string;
  /** Begins the SKU. */
  readonly code: string;
  readonly brands: Some<string>;
  readonly kinds: Some<Kind>;
  /** What follows the brand in a name: a model, a series, a title. */
  readonly model: (draws: Draws) => string;
  /** Books go by their title. */
  readonly brandInName: boolean;
  /** What ends the name: a colour in the noun's gender, or the value of this specification. */
  readonly variant: string;
  readonly specifications: Specifications;
  /** Ends of the sentence «Наручные часы Орбита — …». */
  readonly praise: Some<string>;
  readonly tags: Some<string>;
}

/** The specification whose values are adjectives, and so agree with the noun when they end a name. */
export const colour = 'Цвет';

export const kind = (
  name: string,
  of: string,
  gender: Gender,
  price: readonly [number, number],
  ...adjectives: Some<string>
): Kind => ({ name, of, gender, price, adjectives });

/** A kind with specifications of its own; the first of them ends its names. */
export const specified = (one: Kind, specifications: Specifications): Kind => ({
  ...one,
  specifications,
  variant: Object.keys(specifications)[0] ?? '',
});

/** Models such as «Т-240»: a letter of the list and a number in steps of `step`. */
export const numbered =
  (letters: Some<string>, step: number) =>
  (draws: Draws): string =>
    `${draws.one(letters)}-${draws.whole(1, 99) * step}`;

/** Series by name: «Волна», sometimes with a number. */
export const series =
  (...names: Some<string>) =>
  (draws: Draws): string => {
    const name = draws.one(names);
    return draws.chance(0.4) ? `${name} ${draws.whole(2, 9)}` : name;
  };
