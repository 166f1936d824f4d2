import { describe, expect, test } from 'vitest';
import { hdfsConfig, indexLayout, kafkaConfig, opensearchConfig } from '../modules/config/environment.ts';
import { functionNames, kafkaFunctionNames, kafkaSecretName, lambdaName } from '../modules/platform/function-names.ts';
import { searching, targets } from '../tests/support/stack.ts';
import { environmentOf, propertiesOf, secretId } from '../tests/support/template.ts';

describe.each(targets)('functions on %s', (target, template) => {
  test.each(functionNames)('%s has a log group of its own that forgets', (name) => {
    expect(propertiesOf(template, 'AWS::Logs::LogGroup')).toContainEqual(
      expect.objectContaining({ LogGroupName: `/aws/lambda/${lambdaName(name)}`, RetentionInDays: 30 }),
    );
  });

  test.each(kafkaFunctionNames)('%s finds its way to Kafka in the environment that the stack sets', (name) => {
    const { clusterArn, secretArn } = kafkaConfig(environmentOf(template, name));
    expect(clusterArn).not.toBe('');
    const secrets = target === 'aws' ? [] : [secretId(template, kafkaSecretName(name))];
    expect(secretArn === undefined ? [] : secrets.filter((id) => secretArn.includes(id))).toEqual(secrets);
  });

  test.each(['archive', 'analytics', 'metrics'] as const)('%s finds its way to HDFS there, as itself', (name) => {
    const { user, urls } = hdfsConfig(environmentOf(template, name));
    expect(user).toBe(name);
    expect(urls.join()).toContain('http://');
  });

  test.each(searching)('%s finds its way to OpenSearch there', (name) => {
    const environment = environmentOf(template, name);
    expect(opensearchConfig(environment).url).toContain('http');
    expect(indexLayout(environment)).toEqual({ shards: target === 'aws' ? 6 : 1, replicas: 1 });
  });
});
