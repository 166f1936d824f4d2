import type { Some } from '../department.ts';

/** A colour of a picture, and what lies in its shadow and in its light. */
export interface Paint {
  readonly main: string;
  readonly dark: string;
  readonly light: string;
}

const paint = (main: string, dark: string, light: string): Paint => ({ main, dark, light });

/** By the name that an address has, which is no Russian one: addresses are to be read in a log. */
export const paints = {
  black: paint('#3a3f4b', '#20242d', '#667085'),
  white: paint('#f4f5f7', '#c9ced8', '#ffffff'),
  grey: paint('#8d949f', '#646b77', '#b9bfc8'),
  silver: paint('#c5ccd6', '#98a2b1', '#eaeef3'),
  clear: paint('#cfe8ef', '#9cc7d4', '#eff9fb'),
  beige: paint('#dcc7a2', '#b59b70', '#efe2ca'),
  brown: paint('#8c5b3c', '#623c25', '#b98a67'),
  bronze: paint('#a9743a', '#7a5023', '#d3a46b'),
  gold: paint('#dcae4c', '#ab8127', '#f3d68d'),
  yellow: paint('#f3c93c', '#c99d14', '#fbe595'),
  orange: paint('#ee8636', '#bd5f17', '#f9b782'),
  red: paint('#d43f3f', '#9f2525', '#ef8282'),
  maroon: paint('#8c2941', '#621628', '#b95d73'),
  pink: paint('#ee88b0', '#c6587f', '#f8bdd4'),
  violet: paint('#7b54ba', '#563590', '#ab8dde'),
  blue: paint('#3166c8', '#1e4690', '#7ba2ea'),
  green: paint('#3b9b5e', '#256b3f', '#82c99b'),
} as const;

export type PaintName = keyof typeof paints;

/** What shops call the colours, in the masculine nominative as specifications have them. */
export const paintOf: ReadonlyMap<string, PaintName> = new Map([
  ['чёрный', 'black'],
  ['белый', 'white'],
  ['серый', 'grey'],
  ['серебристый', 'silver'],
  ['прозрачный', 'clear'],
  ['бежевый', 'beige'],
  ['коричневый', 'brown'],
  ['бронзовый', 'bronze'],
  ['золотистый', 'gold'],
  ['жёлтый', 'yellow'],
  ['оранжевый', 'orange'],
  ['красный', 'red'],
  ['бордовый', 'maroon'],
  ['розовый', 'pink'],
  ['фиолетовый', 'violet'],
  ['синий', 'blue'],
  ['зелёный', 'green'],
]);

/** Of products whose shop names no colour. */
export const assorted: Some<PaintName> = ['blue', 'green', 'orange', 'violet', 'red', 'beige'];
