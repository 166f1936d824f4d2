import type { Client } from '@opensearch-project/opensearch';
import { retried } from '../retry/retry.ts';
import { ensureIndices, type IndexNames } from './indices.ts';
import { opensearchRetry } from './retry-bounds.ts';

/** Does something that needs the indices. */
export type WithIndices = <T>(action: () => Promise<T>) => Promise<T>;

/** Makes the indices that are missing before the first action, and again after one that failed: an index may have been deleted meanwhile. */
export function withIndices(client: Client, names: IndexNames): WithIndices {
  let indices: Promise<void> | undefined;
  return async (action) => {
    try {
      await (indices ??= retried(() => ensureIndices(client, names), opensearchRetry));
      return await action();
    } catch (error) {
      indices = undefined;
      throw error;
    }
  };
}
