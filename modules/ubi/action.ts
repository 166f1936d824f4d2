import { keysOf } from '../objects/entries.ts';

/**
 * What a buyer can do with a product, and how much more than a look it says of a liking. The one list: POST /events takes
 * no other action, and recommendations weigh events by it. The SQL files of the analytics repeat the numbers, because they
 * must run on two engines unchanged; a test compares them.
 */
export const actionWeights = { click: 1, cart: 3, purchase: 5 } as const;

export type Action = keyof typeof actionWeights;

export const actions: readonly Action[] = keysOf(actionWeights);
