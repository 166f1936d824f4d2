/** What a request may hold at most: the platform's own bound, and well below the 6 MB that Lambda takes. */
const maxRules = 1_000;
const maxBytes = 4 * 1024 * 1024;

/** Puts what comes together into requests; `partOf` is what is sent of each. */
export async function* batchesOf<T>(
  items: AsyncIterable<T>,
  partOf: (item: T) => unknown,
): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  let bytes = 0;
  for await (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(partOf(item)));
    if (batch.length === maxRules || (batch.length > 0 && bytes + size > maxBytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
