import { describe, expect, test } from 'vitest';
import {
  functionNames,
  kafkaAuthoritySecretName,
  kafkaFunctionNames,
  kafkaSecretName,
  lambdaName,
  metricsKeySecretName,
  moderatorKeysSecretName,
  shopKeysSecretName,
  telegramSecretName,
  type FunctionName,
} from '../../modules/platform/function-names.ts';
import { actionsOf, allowed, policyResourcesOf, statementsOf } from '../../tests/support/policies.ts';
import { aws, awsData, searching, targets } from '../../tests/support/stack.ts';
import { only, propertiesOf, secretId } from '../../tests/support/template.ts';

/** Secrets of functions beside their certificates. */
const ownSecrets: Readonly<Partial<Record<FunctionName, string>>> = {
  bans: moderatorKeysSecretName,
  intake: shopKeysSecretName,
  metrics: metricsKeySecretName,
  notify: telegramSecretName,
};

/** What speaks to Telegram cannot be in a network without a way to the internet. */
const inNetwork: readonly FunctionName[] = functionNames.filter((name) => name !== 'notify');

describe.each(targets)('rights on %s', (target, template) => {
  test('no role has a managed policy, which would reach more than its function needs', () => {
    for (const role of propertiesOf(template, 'AWS::IAM::Role')) expect(role).not.toHaveProperty('ManagedPolicyArns');
  });

  test.each(functionNames)('%s may do only what it needs, named action by action', (name) => {
    const actions = allowed(template, name).flatMap((statement) => actionsOf(statement));
    const services = new Set(actions.map((action) => action.replace(/:.*/, '')));
    const speaks = kafkaFunctionNames.some((speaking) => speaking === name);
    const kafka = speaks ? ['kafka', target === 'aws' ? 'kafka-cluster' : 'secretsmanager'] : [];
    const secret = name in ownSecrets ? ['secretsmanager'] : [];
    const onAws = [...(inNetwork.includes(name) ? ['ec2'] : []), ...(searching.includes(name) ? ['es'] : [])];
    expect(services).toEqual(new Set(['logs', ...kafka, ...secret, ...(target === 'aws' ? onAws : [])]));
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  test.each(functionNames)('%s may do nothing to every resource, but attach to its network', (name) => {
    const everywhere = allowed(template, name).filter((statement) => policyResourcesOf(statement).includes('*'));
    const actions = everywhere.flatMap((statement) => actionsOf(statement));
    expect(actions.filter((action) => !action.startsWith('ec2:'))).toEqual([]);
  });

  test.each(functionNames)('%s may read its own secrets and the CA, and no other', (name) => {
    const reads = allowed(template, name).filter((statement) => actionsOf(statement).join().includes('secretsmanager'));
    const speaks = target === 'local' && kafkaFunctionNames.some((speaking) => speaking === name);
    const kafka = speaks ? [kafkaSecretName(name)] : [];
    const authority = speaks ? [kafkaAuthoritySecretName] : [];
    const own = [...kafka, ...authority, ...[ownSecrets[name] ?? []].flat()];
    expect(new Set(reads.flatMap((statement) => actionsOf(statement)))).toEqual(
      new Set(own.length > 0 ? ['secretsmanager:GetSecretValue'] : []),
    );
    const keeping = target === 'aws' ? awsData : template;
    const ids = reads.flatMap((statement) => policyResourcesOf(statement)).map((resource) => JSON.stringify(resource));
    expect(ids).toHaveLength(own.length);
    for (const secret of own) expect(ids.join()).toContain(secretId(keeping, secret));
  });
});

test.each(inNetwork)('the code of %s may not touch the network, though Lambda may with its role', (name) => {
  const denied = only(
    statementsOf(aws, name).filter(({ Effect }) => Effect === 'Deny'),
    'denial',
  );
  expect(actionsOf(denied)).toContain('ec2:CreateNetworkInterface');
  expect(JSON.stringify(denied.Condition)).toMatch(`:function:${lambdaName(name)}`);
});

test('what a function may do fits into the policy of its role: CDK has made none beside it', () => {
  expect(propertiesOf(aws, 'AWS::IAM::ManagedPolicy')).toEqual([]);
});
