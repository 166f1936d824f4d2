/**
 * Spreads records evenly at a rate: a token bucket that holds what one tenth of a second brings, so a pause is not made
 * up for by a burst. Times are in milliseconds.
 */
export class Pace {
  readonly #interval: number;
  /** When the next record is due. */
  #due: number;

  constructor(perSecond: number, now: number) {
    this.#interval = 1_000 / perSecond;
    this.#due = now;
  }

  /** Takes `count` records; returns how long to wait before they may go. */
  take(count: number, now: number): number {
    this.#due = Math.max(this.#due, now - burst);
    const wait = Math.max(0, this.#due - now);
    this.#due += count * this.#interval;
    return wait;
  }
}

const burst = 100;

/** Records that go together at a rate: a tenth of a second's worth. */
export const pacedBatch = (perSecond: number, largest: number): number =>
  Math.min(largest, Math.max(1, Math.round(perSecond / 10)));

/** How long the rest takes at the speed with which so many seconds brought one reading of the file from one byte to another. */
export function secondsLeft(seconds: number, from: number, reached: number, total = Number.NaN): number | undefined {
  const left = seconds * ((total - reached) / (reached - from));
  return Number.isFinite(left) ? left : undefined;
}
