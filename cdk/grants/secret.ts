import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret, type CfnSecret, type ISecret, type SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import type { PlatformFunction } from '../platform-function.ts';
import { stageName } from '../stage-name.ts';
import type { Surroundings } from '../target.ts';

/** A secret of a function. Where data has a stack of its own it is kept there: people put its value, which must outlive the function. */
export const secretOf = (
  fn: PlatformFunction,
  id: string,
  { secretName, ...props }: Pick<SecretProps, 'description' | 'generateSecretString'> & { readonly secretName: string },
  { lasting, removalPolicy }: Surroundings,
): ISecret =>
  new Secret(lasting ?? fn, lasting ? `${fn.functionName}${id}` : id, {
    ...props,
    secretName: stageName(fn, secretName),
    removalPolicy,
  }) as ISecret;

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
