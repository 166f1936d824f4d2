import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { actionsOf, policyResourcesOf, type PolicyProperties } from '../../tests/support/policies.ts';
import { aws, local, stackFor } from '../../tests/support/stack.ts';
import { lambdaOf, only, propertiesOf, resourcesOf } from '../../tests/support/template.ts';
import { readSettings } from '../aws/settings.ts';
import { awsTarget } from '../targets/aws.ts';
import { definition } from './definition.ts';

const machine = only(resourcesOf(aws, 'AWS::StepFunctions::StateMachine'), 'state machine');
const small = Template.fromStack(stackFor(awsTarget(readSettings('cdk/settings/aws.small.json'))));

const targetOf = (template: Template, name: string): string =>
  JSON.stringify(propertiesOf(template, 'AWS::Events::Rule').find(({ Name }) => Name === name)?.['Targets']);

test('the schedule of the analyses starts the state machine where Spark computes, else the function', () => {
  expect(targetOf(aws, 'marketplace-analytics')).toContain(`"${machine.id}"`);
  for (const [template, name] of [
    [small, 'marketplace-test-analytics'],
    [local, 'marketplace-analytics'],
  ] as const) {
    expect(targetOf(template, name)).toContain('"Arn":{"Fn::GetAtt":["analytics');
    expect(resourcesOf(template, 'AWS::StepFunctions::StateMachine')).toEqual([]);
    expect(resourcesOf(template, 'AWS::EMRServerless::Application')).toEqual([]);
  }
});

test('the state machine calls that function, and starts that job under its own role', () => {
  const application = only(resourcesOf(aws, 'AWS::EMRServerless::Application'), 'application');
  expect(machine.properties).toMatchObject({
    StateMachineName: 'marketplace-analytics',
    DefinitionString: JSON.stringify(definition),
    DefinitionSubstitutions: {
      Function: { 'Fn::GetAtt': [lambdaOf(aws, 'analytics').id, 'Arn'] },
      Application: { 'Fn::GetAtt': [application.id, 'ApplicationId'] },
      HdfsUri: 'hdfs://marketplace',
      SparkSettings: expect.stringContaining('HADOOP_USER_NAME=analytics'),
    },
    LoggingConfiguration: { Level: 'ALL' },
  });
});

test('its role may call that function, run jobs on that application and hand them their role, and nothing else', () => {
  const application = only(resourcesOf(aws, 'AWS::EMRServerless::Application'), 'application').id;
  const policy = only(
    propertiesOf<PolicyProperties>(aws, 'AWS::IAM::Policy').filter(({ Roles }) =>
      Roles.some(({ Ref }) => Ref.startsWith('AnalysesRole')),
    ),
    'policy',
  );
  const rights = policy.PolicyDocument.Statement.map(
    (statement) => [actionsOf(statement).toSorted().join(' '), JSON.stringify(policyResourcesOf(statement))] as const,
  );
  expect(rights).toEqual([
    ['lambda:InvokeFunction', `[{"Fn::GetAtt":["${lambdaOf(aws, 'analytics').id}","Arn"]}]`],
    ['emr-serverless:StartJobRun', `[{"Fn::GetAtt":["${application}","Arn"]}]`],
    ['emr-serverless:CancelJobRun emr-serverless:GetJobRun', expect.stringContaining('/jobruns/*')],
    [
      'events:DescribeRule events:PutRule events:PutTargets',
      expect.stringContaining(':rule/StepFunctionsGetEventsForEMRServerlessJobRule'),
    ],
    ['iam:PassRole', expect.stringContaining('"SparkJobRole')],
    // Where its logs go.
    [expect.stringMatching(/^(?:logs:\w+ ?)+$/u), '["*"]'],
  ]);
});

test('an analysis that fails or takes too long is an alarm', () => {
  const alarm = propertiesOf(aws, 'AWS::CloudWatch::Alarm').find(
    ({ AlarmName }) => AlarmName === 'marketplace-analytics-spark-failed',
  );
  const metrics = JSON.stringify(alarm?.['Metrics']);
  for (const name of ['ExecutionsFailed', 'ExecutionsTimedOut']) expect(metrics).toContain(name);
});
