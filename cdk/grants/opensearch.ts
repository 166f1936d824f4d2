import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { variable } from '../../modules/config/environment.ts';
import { indexKeys, indexNames, type IndexNames } from '../../modules/opensearch/indices.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { FunctionName } from '../../modules/platform/function-names.ts';
import type { PlatformFunction } from '../platform-function.ts';
import type { OpenSearchCluster } from '../target.ts';

type Method = 'Get' | 'Head' | 'Post' | 'Put' | 'Delete';
type Right = readonly [method: Method, paths: readonly string[]];

/**
 * Paths to which searches are POSTed. Each index by its name: a pattern such as `*` + `/_search` would also let through a
 * document with the id `_search`.
 */
const searchesOf = (indices: readonly string[]): Right => [
  'Post',
  indices.flatMap((index) => ['_search', '_count', '_mget'].map((what) => `${index}/${what}`)),
];

const searches = (...indices: readonly (keyof IndexNames)[]): Right =>
  searchesOf(indices.map((index) => indexNames[index]));

const reading: readonly Right[] = [['Get', ['*']], ['Post', ['_msearch']], searchesOf(Object.values(indexNames))];

/** Making what is missing of the indices, and bulks, which name their index where no policy sees it. */
const writing: readonly Right[] = [
  ['Get', ['*']],
  ['Head', ['_alias/*']],
  ['Put', indexKeys.map((index) => `${indexNames[index]}_v1`)],
  ['Post', ['_aliases', '_bulk', ...indexKeys.map((index) => `${indexNames[index]}/_mapping`)]],
];

/** Indices whose documents a run of the analyses replaces, or whose oldest it removes. */
const replaced = [
  'products',
  'clientQueries',
  'categoryAnalytics',
  'priceTrends',
  'queryAnalytics',
  'popularProducts',
  'recommendations',
  'deadLetters',
] as const;

/** What each function asks of OpenSearch, as the HTTP methods that it takes and the paths. */
const rights: Readonly<Partial<Record<FunctionName, readonly Right[]>>> = {
  index: writing,
  audit: writing,
  sweep: [...writing, searches('products', 'banSweeps')],
  aggregate: [...writing, searches('filteredProducts', 'categoryStats')],
  analytics: [
    ...writing,
    searches('filteredProducts', 'categoryStats'),
    // A snapshot of the products, its pages, and its end.
    ['Post', [`${indexNames.filteredProducts}/_search/point_in_time`, '_search']],
    ['Delete', ['_search/point_in_time']],
    ['Post', replaced.map((index) => `${indexNames[index]}/_delete_by_query`)],
  ],
  search: reading,
  categories: reading,
  recommend: reading,
  events: reading,
  // Letters, and whether a product has come through since.
  intake: [['Post', [`${indexNames.deadLetters}/_search`, `${indexNames.products}/_mget`]]],
  metrics: [['Get', ['*']], searches('filteredProducts', 'rejectedProducts', 'clientQueries', 'categoryStats')],
  // It takes and releases the lock of the ban list.
  bans: [
    ...reading,
    ...(['Put', 'Delete'] as const).map((method): Right => [method, [`${indexNames.banLocks}/_doc/*`]]),
  ],
};

/** Gives a function its way to OpenSearch: the network, the address, how requests are signed, and the right to send its own. */
export function grantOpenSearchAccess(fn: PlatformFunction, cluster: OpenSearchCluster): void {
  const own = rights[fn.functionName];
  if (own === undefined)
    throw new PlatformError('input_invalid', `cdk/grants/opensearch.ts does not say what ${fn.functionName} may do`);
  fn.join(cluster.clients);
  fn.lambda.addEnvironment(variable.opensearchUrl, cluster.url);
  fn.lambda.addEnvironment(variable.opensearchAuth, cluster.domainArn === undefined ? 'none' : 'sigv4');
  if (cluster.layout !== undefined) {
    fn.lambda.addEnvironment(variable.indexShards, String(cluster.layout.shards));
    fn.lambda.addEnvironment(variable.indexReplicas, String(cluster.layout.replicas));
  }
  for (const right of own) grant(fn, cluster, right);
}

function grant(fn: PlatformFunction, { domainArn }: OpenSearchCluster, [method, paths]: Right): void {
  if (domainArn === undefined) return;
  fn.role.addToPolicy(
    new PolicyStatement({
      actions: [`es:ESHttp${method}`],
      resources: paths.map((path) => `${domainArn}/${path}`),
    }),
  );
}
