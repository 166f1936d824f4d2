import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnSecret, ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { PlatformFunction } from '../platform-function.ts';

/** Lets a function read the values of these secrets. */
export function grantSecretAccess(fn: PlatformFunction, secrets: readonly ISecret[]): void {
  fn.role.addToPolicy(
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: secrets.map((secret) => arnOf(secret)),
    }),
  );
}

/** The attribute Id of a secret is its ARN everywhere. Ref is that on AWS, but on MiniStack the name, which no policy matches. */
export const arnOf = (secret: ISecret): string => (secret.node.defaultChild as CfnSecret).attrId;
