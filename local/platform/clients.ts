import { Client } from '@opensearch-project/opensearch';
import type { Instance } from '../instance/instance.ts';

export const opensearchUrl = (instance: Instance): string => `http://127.0.0.1:${instance.ports.opensearch}`;

/** A client of the instance's OpenSearch, for tools of this machine. */
export const opensearchOf = (instance: Instance): Client =>
  new Client({ node: opensearchUrl(instance), requestTimeout: 10_000, maxRetries: 1 });
