import type { Client } from '@opensearch-project/opensearch';
import type { IndexNames } from '../../modules/opensearch/indices.ts';

/** What readings of OpenSearch are taken with. */
export interface SearchedIndices {
  readonly client: Client;
  readonly names: IndexNames;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
