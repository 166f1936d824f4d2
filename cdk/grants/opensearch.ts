import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { variable } from '../../modules/config/environment.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import type { PlatformFunction } from '../platform-function.ts';
import type { OpenSearchCluster } from '../target.ts';

/**
 * Paths to which searches are POSTed. Each index by its name: a pattern such as `*` + `/_search` would also let through a
 * document with the id `_search`.
 */
const searches = [
  '_msearch',
  ...Object.values(indexNames).flatMap((index) => ['_search', '_count', '_mget'].map((what) => `${index}/${what}`)),
];

type Right = readonly [methods: readonly string[], paths: readonly string[]];

/** What a function does with OpenSearch, as the HTTP methods that it takes and the paths: searches and bulks are POST. */
const rights: Readonly<Record<'read' | 'write', readonly Right[]>> = {
  read: [
    [['Get'], ['*']],
    [['Post'], searches],
  ],
  write: [[['Get', 'Head', 'Post', 'Put'], ['*']]],
};

/** Gives a function its way to OpenSearch: the address, how requests are signed, and the right to send them. */
export function grantOpenSearchAccess(
  fn: PlatformFunction,
  cluster: OpenSearchCluster,
  purpose: keyof typeof rights,
): void {
  fn.lambda.addEnvironment(variable.opensearchUrl, cluster.url);
  fn.lambda.addEnvironment(variable.opensearchAuth, cluster.domainArn === undefined ? 'none' : 'sigv4');
  for (const right of rights[purpose]) grant(fn, cluster, right);
}

/** Lets a function take and release the lock of the ban list. */
export const grantBanLock = (fn: PlatformFunction, cluster: OpenSearchCluster): void =>
  grant(fn, cluster, [['Put', 'Delete'], [`${indexNames.banLocks}/_doc/*`]]);

function grant(fn: PlatformFunction, { domainArn }: OpenSearchCluster, [methods, paths]: Right): void {
  if (domainArn === undefined) return;
  fn.role.addToPolicy(
    new PolicyStatement({
      actions: methods.map((method) => `es:ESHttp${method}`),
      resources: paths.map((path) => `${domainArn}/${path}`),
    }),
  );
}
