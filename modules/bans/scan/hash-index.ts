/** What is asked about the hash of each word that a text may have. */
export interface Hashes {
  find(hash: number, found: Set<number>): void;
}

/** Rules by hashes: a table with open addressing, since there are millions of forms. Two words may share a hash. */
export class HashIndex implements Hashes {
  #hashes = new Int32Array(16);
  /** Nothing: 0; one rule: its number + 1; several: the number of their group, negative. */
  #rules = new Int32Array(16);
  readonly #groups: number[][] = [];
  #size = 0;

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  add(hash: number, rule: number): void {
    if (this.#size * 2 >= this.#hashes.length) this.#grow();
    const slot = this.#slotOf(hash);
    const known = this.#rules[slot] ?? 0;
    if (known === 0) {
      this.#hashes[slot] = hash;
      this.#rules[slot] = rule + 1;
      this.#size += 1;
    } else if (known < 0) {
      const group = this.#groups[-known - 1];
      if (group?.at(-1) !== rule) group?.push(rule);
    } else if (known !== rule + 1) {
      this.#groups.push([known - 1, rule]);
      this.#rules[slot] = -this.#groups.length;
    }
  }

  /** Adds the rules that may have a hash to those that were found. */
  find(hash: number, found: Set<number>): void {
    const known = this.#rules[this.#slotOf(hash)] ?? 0;
    if (known > 0) found.add(known - 1);
    else if (known < 0) for (const rule of this.#groups[-known - 1] ?? []) found.add(rule);
  }

  /** Where a hash is, or would be. */
  #slotOf(hash: number): number {
    const hashes = this.#hashes;
    const rules = this.#rules;
    const mask = hashes.length - 1;
    let slot = hash & mask;
    while (rules[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const hashes = this.#hashes;
    const rules = this.#rules;
    this.#hashes = new Int32Array(hashes.length * 2);
    this.#rules = new Int32Array(hashes.length * 2);
    for (const [index, rule] of rules.entries()) {
      if (rule === 0) continue;
      const hash = hashes[index] ?? 0;
      const slot = this.#slotOf(hash);
      this.#hashes[slot] = hash;
      this.#rules[slot] = rule;
    }
  }
}
