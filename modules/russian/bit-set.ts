/** A set of whole numbers below a size, in one bit each. */
export class BitSet {
  readonly #bytes: Uint8Array;

  constructor(size: number) {
    this.#bytes = new Uint8Array((size + 7) >> 3);
  }

  add(value: number): void {
    this.#bytes[value >> 3] = (this.#bytes[value >> 3] ?? 0) | (1 << (value & 7));
  }

  has(value: number): boolean {
    return ((this.#bytes[value >> 3] ?? 0) & (1 << (value & 7))) !== 0;
  }
}
