/** What a search gives for a text. */
export interface Answer {
  /** The products' ids, the best first: no more than `asked`. */
  readonly ids: readonly string[];
  /** What was searched for instead of the text. */
  readonly changedTo?: string;
  /** What was offered instead, the likeliest first. */
  readonly offered?: readonly string[];
}

/** How many products a searcher is asked for: as many as any measure looks at. */
export const asked = 50;

/** A search that holds the catalogue of the judged set: ours, or the plain one beside it. */
export interface Searcher {
  search(text: string): Promise<Answer>;
  /** Removes what it was filled with. */
  remove(): Promise<void>;
}

/** A cold OpenSearch on a busy machine takes so many documents well within the time that a request may take. */
const batchSize = 200;

export const batchesOf = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / batchSize) }, (_, batch) =>
    items.slice(batch * batchSize, (batch + 1) * batchSize),
  );
