import type { NextStep, Outcome } from './after-invoke.ts';

/** One attempt to deliver an event, and what followed. */
export interface Delivery {
  readonly partition: number;
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly records: number;
  readonly bytes: number;
  /** Counts from 0. */
  readonly attempt: number;
  /** Milliseconds; 0 when nothing was sent. */
  readonly duration: number;
  readonly outcome: Outcome;
  readonly next: NextStep;
}

/** What came of one attempt; `duration` in milliseconds. */
export type Attempt = Pick<Delivery, 'outcome' | 'duration'>;
