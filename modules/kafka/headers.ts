import type { OutgoingHeader } from './record.ts';

/** The value of the last header of a name, which is the one that counts, as with Kafka's own `lastHeader`. */
export const lastHeader = <V>(
  headers: readonly { readonly name: string; readonly value: V }[],
  name: string,
): V | undefined => headers.findLast((header) => header.name === name)?.value;

/** Headers with the names and values of an object, in its order. */
export const namedHeaders = (values: Readonly<Record<string, Buffer | string>>): OutgoingHeader[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));
