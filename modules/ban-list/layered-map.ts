/** What became of entries of a map; undefined: removed. */
export type Changes<Key, Value> = ReadonlyMap<Key, Value | undefined>;

/** Changes become part of what lies under them once they are as many as an eighth of it, and at least so many. */
const share = 8;
const fewest = 16;

/**
 * A map that is never changed, and of which others are made that differ in few entries: these share what they have in common.
 * In the order in which entries were last set, as far as that is known.
 */
export class LayeredMap<Key, Value> implements ReadonlyMap<Key, Value> {
  readonly size: number;
  readonly #base: ReadonlyMap<Key, Value>;
  readonly #changes: Changes<Key, Value>;

  private constructor(base: ReadonlyMap<Key, Value>, changes: Changes<Key, Value>, size: number) {
    this.#base = base;
    this.#changes = changes;
    this.size = size;
  }

  /** With the entries of a map that nobody changes any more. */
  static of<Key, Value>(map: ReadonlyMap<Key, Value>): LayeredMap<Key, Value> {
    return map instanceof LayeredMap ? map : new LayeredMap(map, new Map(), map.size);
  }

  with(changes: Changes<Key, Value>): LayeredMap<Key, Value> {
    if (changes.size === 0) return this;
    const all = new Map(this.#changes);
    let size = this.size;
    for (const [key, value] of changes) {
      size += Number(value !== undefined) - Number(this.has(key));
      all.delete(key);
      all.set(key, value);
    }
    const made = new LayeredMap(this.#base, all, size);
    return all.size * share < this.#base.size + fewest * share ? made : new LayeredMap(new Map(made), new Map(), size);
  }

  get(key: Key): Value | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#base.get(key);
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  forEach(use: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this) use(value, key, this);
  }

  *entries(): Generator<[Key, Value], undefined> {
    for (const entry of this.#base) if (!this.#changes.has(entry[0])) yield entry;
    for (const [key, value] of this.#changes) if (value !== undefined) yield [key, value];
  }

  *keys(): Generator<Key, undefined> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): Generator<Value, undefined> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): Generator<[Key, Value], undefined> {
    return this.entries();
  }
}
