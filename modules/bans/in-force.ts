import type { BanRule } from './rule.ts';

/** When a rule is in force: from its `valid_from`, or its creation, to before its `valid_to`; epoch milliseconds. */
export interface Validity {
  readonly from: number;
  readonly to: number;
}

export const validityOf = ({ valid_from, created_at, valid_to }: BanRule): Validity => ({
  from: timeOf(valid_from ?? created_at, -Infinity),
  to: timeOf(valid_to, Infinity),
});

const timeOf = (time: string | undefined, otherwise: number): number =>
  time === undefined ? otherwise : Date.parse(time);

export const isInForce = ({ from, to }: Validity, at: number): boolean => from <= at && at < to;
