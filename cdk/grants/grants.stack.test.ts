import { describe, expect, test } from 'vitest';
import { sparkConfig } from '../../modules/config/environment.ts';
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
import { aws, searching, targets } from '../../tests/support/stack.ts';
import { environmentOf, only, propertiesOf, resourcesOf, secretId } from '../../tests/support/template.ts';

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
    const kafka = kafkaFunctionNames.some((speaking) => speaking === name) ? ['kafka', 'secretsmanager'] : [];
    const secret = name in ownSecrets ? ['secretsmanager'] : [];
    const onAws = [...(inNetwork.includes(name) ? ['ec2'] : []), ...(searching.includes(name) ? ['es'] : [])];
    const spark = target === 'aws' && name === 'analytics' ? ['emr-serverless', 'iam'] : [];
    expect(services).toEqual(new Set(['logs', ...kafka, ...secret, ...spark, ...(target === 'aws' ? onAws : [])]));
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  test.each(functionNames)('%s may do nothing to every resource, but attach to its network', (name) => {
    const everywhere = allowed(template, name).filter((statement) => policyResourcesOf(statement).includes('*'));
    const actions = everywhere.flatMap((statement) => actionsOf(statement));
    expect(actions.filter((action) => !action.startsWith('ec2:'))).toEqual([]);
  });

  test.each(functionNames)('%s may read its own secrets and the CA, and no other', (name) => {
    const reads = allowed(template, name).filter((statement) => actionsOf(statement).join().includes('secretsmanager'));
    const kafka = kafkaFunctionNames.some((speaking) => speaking === name) ? [kafkaSecretName(name)] : [];
    const authority = kafka.length > 0 && target === 'local' ? [kafkaAuthoritySecretName] : [];
    const own = [...kafka, ...authority, ...[ownSecrets[name] ?? []].flat()];
    expect(new Set(reads.flatMap((statement) => actionsOf(statement)))).toEqual(
      new Set(own.length > 0 ? ['secretsmanager:GetSecretValue'] : []),
    );
    expect(new Set(reads.flatMap((statement) => policyResourcesOf(statement)))).toEqual(
      new Set(own.map((secret) => ({ 'Fn::GetAtt': [secretId(template, secret), 'Id'] }))),
    );
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

test('analytics may run jobs on that application only, and hand them only their own role', () => {
  const application = only(resourcesOf(aws, 'AWS::EMRServerless::Application'), 'application');
  const statements = allowed(aws, 'analytics');
  const spark = statements.filter((statement) => actionsOf(statement).join().includes('emr-serverless'));
  expect(spark.flatMap((statement) => actionsOf(statement)).toSorted()).toEqual([
    'emr-serverless:CancelJobRun',
    'emr-serverless:GetJobRun',
    'emr-serverless:StartApplication',
    'emr-serverless:StartJobRun',
  ]);
  for (const target of spark.flatMap((statement) => policyResourcesOf(statement)))
    expect(JSON.stringify(target)).toContain(`"${application.id}"`);
  const { jobRoleArn } = sparkConfig(environmentOf(aws, 'analytics'));
  const passing = only(
    statements.filter((statement) => actionsOf(statement).includes('iam:PassRole')),
    'right to pass a role',
  );
  expect(policyResourcesOf(passing).map((target) => JSON.stringify(target))).toEqual([jobRoleArn]);
  expect(passing.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'emr-serverless.amazonaws.com' } });
});
