import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { variable } from '../../modules/config/environment.ts';
import type { PlatformFunction } from '../platform-function.ts';
import type { OpenSearchCluster } from '../target.ts';

/** What a function does with OpenSearch, as the HTTP methods that it takes: searches and bulks are POST. */
const methods = {
  read: ['Get', 'Post'],
  write: ['Get', 'Head', 'Post', 'Put'],
} as const;

/** Gives a function its way to OpenSearch: the address, how requests are signed, and the right to send them. */
export function grantOpenSearchAccess(
  fn: PlatformFunction,
  { url, domainArn }: OpenSearchCluster,
  purpose: keyof typeof methods,
): void {
  fn.lambda.addEnvironment(variable.opensearchUrl, url);
  fn.lambda.addEnvironment(variable.opensearchAuth, domainArn === undefined ? 'none' : 'sigv4');
  if (domainArn === undefined) return;
  fn.role.addToPolicy(
    new PolicyStatement({
      actions: methods[purpose].map((method) => `es:ESHttp${method}`),
      resources: [`${domainArn}/*`],
    }),
  );
}
