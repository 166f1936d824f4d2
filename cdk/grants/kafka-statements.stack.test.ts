import { describe, expect, test } from 'vitest';
import { principals, type Rights } from '../../modules/platform/access.ts';
import { kafkaFunctionNames } from '../../modules/platform/function-names.ts';
import { actionsOf, allowed, policyResourcesOf } from '../../tests/support/policies.ts';
import { aws } from '../../tests/support/stack.ts';

const service = 'kafka-cluster:';

/** What a function may do on the brokers, as `action what/name`. */
const rightsOnKafka = (name: (typeof kafkaFunctionNames)[number]): string[] =>
  allowed(aws, name)
    .filter((statement) => actionsOf(statement).some((action) => action.startsWith(service)))
    .flatMap((statement) =>
      policyResourcesOf(statement).flatMap((resource) => {
        const { kind, of } = /:(?<kind>topic|group)\/.*"\/(?<of>[^"]+)"/u.exec(JSON.stringify(resource))?.groups ?? {};
        const what = kind === undefined ? 'cluster' : `${kind}/${of}`;
        return actionsOf(statement).map((action) => `${action} ${what}`);
      }),
    )
    .filter((right) => right.startsWith(service))
    .map((right) => right.slice(service.length));

const on = (action: string, kind: string, names: readonly string[]): string[] =>
  names.map((one) => `${action} ${kind}/${one}`);

describe.each(kafkaFunctionNames)('on Kafka of AWS, %s', (name) => {
  const rights: Rights = principals[name];
  const { reads = [], writes = [], describes = [], groups = [], groupPrefixes = [], describedGroups = [] } = rights;

  test('may do what is declared, and nothing else', () => {
    const consumed = [...groups, ...groupPrefixes.map((prefix) => `${prefix}*`)];
    expect(new Set(rightsOnKafka(name))).toEqual(
      new Set([
        'Connect cluster',
        ...(writes.length > 0 ? ['WriteDataIdempotently cluster'] : []),
        ...(groups.length > 0 ? ['DescribeClusterDynamicConfiguration cluster'] : []),
        ...on('DescribeTopic', 'topic', [...reads, ...writes, ...describes]),
        ...on('ReadData', 'topic', reads),
        ...on('WriteData', 'topic', writes),
        ...on('DescribeGroup', 'group', [...consumed, ...describedGroups]),
        ...on('AlterGroup', 'group', consumed),
      ]),
    );
  });
});
