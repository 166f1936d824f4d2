// TypeScript types keys of objects as any text, because an object may have more fields than its type says. Those that are
// written out in this project's code have not.

/** `Object.keys` of an object that has no other keys than its type says. */
export const keysOf = <K extends string>(object: Readonly<Record<K, unknown>>): K[] => Object.keys(object) as K[];

/** `Object.entries` of an object that has no other keys than its type says. */
export const entriesOf = <K extends string, V>(object: Readonly<Record<K, V>>): [K, V][] =>
  Object.entries(object) as [K, V][];

/** An object with a value for each of these keys. */
export const recordOf = <K extends string, V>(keys: readonly K[], valueOf: (key: K) => V): Record<K, V> =>
  Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<K, V>;
