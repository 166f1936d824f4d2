/** What is asked about the hash of each word that a text may have. */
export interface Hashes {
  find(hash: number, found: Set<number>): void;
}

/** Rules by hashes: a table with open addressing, since there are millions of forms. Two words may share a hash. */
export class HashIndex implements Hashes {
  /**
   * Pairs of a hash and what has it. Nothing: 0; one rule: its number + 1; several: the number of their group, negative. Both
   * are read at once, since a large table is in no processor's cache.
   */
  #slots = new Int32Array(32);
  readonly #groups: number[][] = [];
  #size = 0;

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  add(hash: number, rule: number): void {
    if (this.#size * 4 >= this.#slots.length) this.#grow();
    const slot = this.#slotOf(hash);
    const known = this.#slots[slot + 1] ?? 0;
    if (known === 0) {
      this.#slots[slot] = hash;
      this.#slots[slot + 1] = rule + 1;
      this.#size += 1;
    } else if (known < 0) {
      const group = this.#groups[-known - 1];
      if (group?.at(-1) !== rule) group?.push(rule);
    } else if (known !== rule + 1) {
      this.#groups.push([known - 1, rule]);
      this.#slots[slot + 1] = -this.#groups.length;
    }
  }

  /** Adds the rules that may have a hash to those that were found. */
  find(hash: number, found: Set<number>): void {
    const known = this.#slots[this.#slotOf(hash) + 1] ?? 0;
    if (known > 0) found.add(known - 1);
    else if (known < 0) for (const rule of this.#groups[-known - 1] ?? []) found.add(rule);
  }

  /** Where the pair of a hash is, or would be. */
  #slotOf(hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    while (slots[slot + 1] !== 0 && slots[slot] !== hash) slot = (slot + 2) & mask;
    return slot;
  }

  #grow(): void {
    const former = this.#slots;
    this.#slots = new Int32Array(former.length * 2);
    for (let index = 0; index < former.length; index += 2) {
      const hash = former[index] ?? 0;
      const rule = former[index + 1] ?? 0;
      if (rule === 0) continue;
      const slot = this.#slotOf(hash);
      this.#slots[slot] = hash;
      this.#slots[slot + 1] = rule;
    }
  }
}
