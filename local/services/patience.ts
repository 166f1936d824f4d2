/** However much a server works, it is not waited for longer than so many times what it may stand still. */
const longest = 5;

/** How long a server that starts is waited for: as long as it makes progress, within a bound. */
export class Patience {
  readonly #quietMs: number;
  readonly #beganAt: number;
  #signs = '';
  #changedAt: number;

  /** `quietMs`: milliseconds that it may stand still. */
  constructor(quietMs: number, now: number) {
    this.#quietMs = quietMs;
    this.#beganAt = now;
    this.#changedAt = now;
  }

  /** Takes what shows that the server works. Returns how long it was waited for once that is enough. */
  look(signs: string, now: number): string | undefined {
    if (signs !== this.#signs) this.#changedAt = now;
    this.#signs = signs;
    if (now - this.#beganAt >= longest * this.#quietMs) return `${(longest * this.#quietMs) / 1_000} s`;
    return now - this.#changedAt < this.#quietMs ? undefined : `${this.#quietMs / 1_000} s without any progress`;
  }
}
