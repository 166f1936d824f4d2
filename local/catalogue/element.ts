import { disguised, forbidden } from './disguise.ts';
import { mistakes } from './malformed.ts';
import { productAt } from './product.ts';
import { Draws } from './random.ts';

/** How much of a made catalogue is not an ordinary product. */
export interface Shares {
  /** Of elements that the sample's ban list rejects, from 0 to 1. */
  readonly banned: number;
  /** Of elements that are no product at all, from 0 to 1. */
  readonly malformed: number;
}

/** Element number `number` of a catalogue: an ordinary product but for the given shares, drawn by seed and number. */
export function elementAt(seed: number, number: number, { banned, malformed }: Shares, idPrefix?: string): unknown {
  const product = productAt(seed, number, idPrefix);
  if (banned === 0 && malformed === 0) return product;
  const draws = new Draws(~seed, number);
  const lot = draws.share();
  if (lot < malformed) return draws.one(mistakes)(product);
  return lot < malformed + banned ? disguised(product, draws.one(forbidden)) : product;
}
