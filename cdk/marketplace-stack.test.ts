import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  metricsKeySecretName,
  moderatorKeysSecretName,
  shopKeysSecretName,
} from '../modules/platform/function-names.ts';
import { targets } from '../tests/support/stack.ts';
import { propertiesOf, resourcesOf } from '../tests/support/template.ts';

// One file to Vitest: each of its threads would load CDK anew, which takes longer than all tests of the stack.
for (const file of globSync('**/*.stack.test.ts', { cwd: import.meta.dirname }))
  await import(join(import.meta.dirname, file));

/** The name of the key in each secret that the service makes up. */
const generatedKeys = new Map<unknown, string>([
  [metricsKeySecretName, 'key'],
  [moderatorKeysSecretName, 'moderator'],
  [shopKeysSecretName, 'shop'],
]);

describe.each(targets)('the stack on %s', (target, template) => {
  test('the template has no value of a secret or of an API key', () => {
    for (const secret of propertiesOf(template, 'AWS::SecretsManager::Secret')) {
      expect(secret).not.toHaveProperty('SecretString');
      const name = generatedKeys.get(secret['Name']);
      const generated = name === undefined ? {} : { GenerateStringKey: name, PasswordLength: 40 };
      expect(secret['GenerateSecretString']).toMatchObject(generated);
    }
    for (const key of propertiesOf(template, 'AWS::ApiGateway::ApiKey')) expect(key).not.toHaveProperty('Value');
    expect(JSON.stringify(template.toJSON())).not.toMatch(/PRIVATE KEY|BEGIN CERTIFICATE/);
  });

  test('data is kept on AWS, and goes with a local stack', () => {
    const types = [
      'SecretsManager::Secret',
      'Logs::LogGroup',
      'MSK::Cluster',
      'OpenSearchService::Domain',
      'EMR::Cluster',
      'S3::Bucket',
    ];
    const policies = types.flatMap((type) => resourcesOf(template, `AWS::${type}`).map((data) => data.deletionPolicy));
    expect(new Set(policies)).toEqual(new Set([target === 'aws' ? 'Retain' : 'Delete']));
  });
});
