import { Fn } from 'aws-cdk-lib/core';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Rights } from '../../modules/platform/access.ts';

/**
 * The statements that give a role exactly these rights on a cluster that knows its clients by IAM, as ACLs give them to
 * certificates elsewhere. Who consumes for a mapping also sees the settings of the cluster, as Lambda asks for them:
 * https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/msk-cluster-auth.html
 */
export function kafkaStatements(clusterArn: string, rights: Rights): PolicyStatement[] {
  const { reads = [], writes = [], describes = [], groups = [], groupPrefixes = [], describedGroups = [] } = rights;
  const topics = (names: readonly string[]): string[] => names.map((name) => partOf(clusterArn, 'topic', name));
  const groupArns = (names: readonly string[]): string[] => names.map((name) => partOf(clusterArn, 'group', name));
  const consumed = groupArns([...groups, ...groupPrefixes.map((prefix) => `${prefix}*`)]);
  const onCluster = [
    'Connect',
    ...(writes.length > 0 ? ['WriteDataIdempotently'] : []),
    ...(groups.length > 0 ? ['DescribeClusterDynamicConfiguration'] : []),
  ];
  const statements: readonly (readonly [actions: readonly string[], resources: readonly string[]])[] = [
    [onCluster, [clusterArn]],
    [['DescribeTopic', 'ReadData'], topics(reads)],
    [['DescribeTopic', 'WriteData'], topics(writes)],
    [['DescribeTopic'], topics(describes)],
    [['DescribeGroup', 'AlterGroup'], consumed],
    [['DescribeGroup'], groupArns(describedGroups)],
  ];
  return statements
    .filter(([, resources]) => resources.length > 0)
    .map(
      ([actions, resources]) =>
        new PolicyStatement({ actions: actions.map((action) => `kafka-cluster:${action}`), resources: [...resources] }),
    );
}

/** `arn:…:cluster/<name>/<uuid>` ─▶ `arn:…:topic/<name>/<uuid>/<topic>`, and so for groups. */
function partOf(clusterArn: string, kind: 'topic' | 'group', name: string): string {
  const halves = Fn.split(':cluster/', clusterArn, 2);
  return Fn.join('', [Fn.select(0, halves), `:${kind}/`, Fn.select(1, halves), `/${name}`]);
}
