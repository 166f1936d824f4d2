import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';

/** Calls by which Lambda and its Kafka pollers attach to a VPC. AWS cannot restrict the Describe calls to a resource. */
const networkCalls = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ec2:DescribeSecurityGroups',
];

/**
 * Lets the Lambda service attach a function to its VPC under the function's role, and denies the same to the function's
 * own code: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
 */
export function grantNetworkInterfaces(role: Role, lambdaName: string): void {
  const functionArn = Stack.of(role).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: lambdaName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  role.addToPolicy(new PolicyStatement({ actions: networkCalls, resources: ['*'] }));
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: networkCalls,
      resources: ['*'],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } },
    }),
  );
}
