import { isDeepStrictEqual } from 'node:util';
import { isInForce, validityOf } from '../../../modules/bans/in-force.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';

/** Whether two rules match the same products at this time, epoch milliseconds, whatever else they say. */
export const matchesSame = (one: BanRule, other: BanRule, at: number): boolean =>
  isInForce(validityOf(one), at) && isDeepStrictEqual(whatIsMatched(one), whatIsMatched(other));

const aside: ReadonlySet<string> = new Set([
  'reason',
  'severity',
  'valid_from',
  'valid_to',
  'created_by',
  'created_at',
] satisfies (keyof BanRule)[]);

const whatIsMatched = (rule: BanRule): object =>
  Object.fromEntries(Object.entries(rule).filter(([field]) => !aside.has(field)));

/** Who made a rule, and when. */
export const createdOf = ({ created_by, created_at }: BanRule): Pick<BanRule, 'created_by' | 'created_at'> => ({
  ...(created_by !== undefined && { created_by }),
  ...(created_at !== undefined && { created_at }),
});
