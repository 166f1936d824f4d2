/** Draws of one product: the same seed and number give the same draws in the same order, whatever was drawn before. */
export class Draws {
  #state: number;

  constructor(seed: number, number: number) {
    this.#state = mix(Math.imul(seed, 0x9e3779b1) ^ mix(number + 0x85ebca6b));
  }

  /** In [0, 1). The generator is splitmix32: a Weyl sequence through the finaliser of MurmurHash3. */
  share(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    return (mix(this.#state) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.share() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.share() < probability;
  }

  /** One of a list that is not empty. */
  one<T>(items: readonly [T, ...T[]]): T {
    return items[Math.floor(this.share() * items.length)] ?? items[0];
  }
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
