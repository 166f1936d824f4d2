import { Client } from '@opensearch-project/opensearch';
import { AwsSigv4Signer } from '@opensearch-project/opensearch/aws-v3';
import type { OpenSearchConfig } from '../config/environment.ts';
import { WholeAnswers } from './whole-answers.ts';

export interface ClientBounds {
  /** Longest time for one request, in milliseconds. */
  readonly requestTimeout: number;
  /**
   * How often a request that met a closed connection or a 502, 503 or 504 is sent again, at once. 1 mends connections
   * that died while the sandbox was frozen; 0 is for callers that repeat by themselves. Time-outs are never repeated.
   */
  readonly maxRetries: number;
}

/**
 * A client of the cluster that the configuration names; it refuses partial answers. On AWS it signs requests with the
 * function's role.
 */
export function openSearchClient({ url, auth, region }: OpenSearchConfig, bounds: ClientBounds): Client {
  const signer = auth === 'sigv4' ? AwsSigv4Signer({ region, service: 'es' }) : {};
  return new Client({ node: url, Serializer: WholeAnswers, ...signer, ...bounds });
}
