import { expect, test } from 'vitest';
import { awsData } from '../../tests/support/stack.ts';
import { only, propertiesOf } from '../../tests/support/template.ts';

test('OpenSearch on AWS is encrypted at rest, between nodes and towards clients', () => {
  const domain = only(propertiesOf(awsData, 'AWS::OpenSearchService::Domain'), 'domain');
  expect(domain).toMatchObject({
    EncryptionAtRestOptions: { Enabled: true },
    NodeToNodeEncryptionOptions: { Enabled: true },
    DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
    VPCOptions: { SubnetIds: [{}, {}, {}] },
  });
  expect(domain).not.toHaveProperty('AccessPolicies');
});

test('OpenSearch on AWS logs its errors and what is slow, and may do so', () => {
  const { LogPublishingOptions } = only(propertiesOf(awsData, 'AWS::OpenSearchService::Domain'), 'domain');
  for (const log of ['ES_APPLICATION_LOGS', 'SEARCH_SLOW_LOGS', 'INDEX_SLOW_LOGS'])
    expect(LogPublishingOptions).toHaveProperty(log, expect.objectContaining({ Enabled: true }));
  const { PolicyDocument } = only(propertiesOf(awsData, 'AWS::Logs::ResourcePolicy'), 'policy of logs');
  expect(JSON.stringify(PolicyDocument)).toContain('es.amazonaws.com');
});
