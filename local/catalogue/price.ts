import type { Draws } from './random.ts';

/**
 * Roubles between a cheap and a dear one, more often near their geometric middle, and rounded as shops do:
 * 89.90, 349, 2 490, 12 990.
 */
export function believablePrice(draws: Draws, [least, most]: readonly [number, number]): number {
  const height = (draws.share() + draws.share()) / 2;
  const exact = least * (most / least) ** height;
  if (exact < 100) return Math.max(1, Math.floor(exact)) + draws.one([0.9, 0.99, 0.5]);
  if (exact < 1_000) return Math.ceil(exact / 10) * 10 - (draws.chance(0.2) ? 0.1 : 1);
  if (exact < 10_000) return Math.ceil(exact / 100) * 100 - draws.one([10, 10, 1, 0.01]);
  return Math.ceil(exact / 1_000) * 1_000 - 10;
}
