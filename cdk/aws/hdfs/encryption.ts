import type { RemovalPolicy } from 'aws-cdk-lib/core';
import { CfnSecurityConfiguration } from 'aws-cdk-lib/aws-emr';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

export interface DiskEncryption {
  readonly nodeRole: Role;
  readonly serviceRole: Role;
  readonly removalPolicy: RemovalPolicy;
}

const useOfKey = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];

/**
 * Encrypts every disk of the nodes under a key of their own, with which EMR also turns on the encryption of blocks between
 * nodes, and lets programs on the nodes have credentials by IMDSv2 only. Without the key what the disks hold is lost.
 * https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html#emr-encryption-localdisk
 */
export function encryptDisks(
  scope: Construct,
  { nodeRole, serviceRole, removalPolicy }: DiskEncryption,
): CfnSecurityConfiguration {
  const key = new Key(scope, 'DiskKey', {
    description: 'Disks of HDFS',
    enableKeyRotation: true,
    removalPolicy,
  });
  const resources = [key.keyArn];
  for (const role of [nodeRole, serviceRole]) role.addToPolicy(new PolicyStatement({ actions: useOfKey, resources }));
  serviceRole.addToPolicy(
    new PolicyStatement({
      actions: ['kms:CreateGrant'],
      resources,
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  );
  return new CfnSecurityConfiguration(scope, 'Security', {
    securityConfiguration: {
      EncryptionConfiguration: {
        EnableAtRestEncryption: true,
        EnableInTransitEncryption: false,
        AtRestEncryptionConfiguration: {
          S3EncryptionConfiguration: { EncryptionMode: 'SSE-S3' },
          LocalDiskEncryptionConfiguration: {
            EncryptionKeyProviderType: 'AwsKms',
            AwsKmsKey: key.keyArn,
            EnableEbsEncryption: true,
          },
        },
      },
      InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2, HttpPutResponseHopLimit: 1 },
    },
  });
}
