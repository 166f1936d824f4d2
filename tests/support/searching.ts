import { readPopular } from '../../functions/search/popular.ts';
import type { SearchDependencies } from '../../functions/search/respond.ts';
import type { Publisher } from '../../modules/kafka/record.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import type { TestIndices } from './indices.ts';

let made = 0;

/** What the search function has, on a test's own indices; what it does after an answer is done at once. */
export const searchingIn = (
  { client, names }: Pick<TestIndices, 'client' | 'names'>,
  publisher: Publisher,
): SearchDependencies => ({
  client,
  index: names.filteredProducts,
  products: names.products,
  popular: () => readPopular(client, names.popularProducts),
  publisher,
  afterAnswer: { run: (work) => void work(), answered: () => undefined },
  log: jsonLog(() => undefined),
  now: Date.now,
  newId: () => `id-${++made}`,
});
