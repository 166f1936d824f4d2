import { expect, test } from 'vitest';
import { kafkaFunctionNames, kafkaSecretName } from '../../modules/platform/function-names.ts';
import { aws } from '../../tests/support/stack.ts';
import { resourcesOf, secretId } from '../../tests/support/template.ts';

/** Types of what holds data, or is the only key to it, and the property that names it. */
const types = {
  'AWS::MSK::Cluster': 'ClusterName',
  'AWS::OpenSearchService::Domain': 'DomainName',
  'AWS::EMR::Cluster': 'Name',
  'AWS::KMS::Key': undefined,
  'AWS::S3::Bucket': undefined,
  'AWS::SecretsManager::Secret': 'Name',
} as const;

const certificates = new Set<unknown>(kafkaFunctionNames.map((name) => kafkaSecretName(name)));

/** What a change of these costs: CloudFormation makes a new and empty one, and the old one is found by nobody. */
test('what holds data keeps its logical id and its name', () => {
  const found = Object.entries(types).flatMap(([type, property]) =>
    resourcesOf(aws, type).map(({ id, properties }) => [id, property && properties[property]] as const),
  );
  expect(Object.fromEntries(found.filter(([, name]) => !certificates.has(name)))).toEqual({
    KafkaCluster21A1BE89: 'marketplace',
    OpenSearchDomain099259C2: 'marketplace',
    HdfsCluster9F41593B: 'marketplace',
    HdfsDiskKey35DFA461: undefined,
    EmrLogsD6C4659A: undefined,
    bansKeys3A66F641: 'marketplace/moderator-keys',
    intakeKeysBDA041F1: 'marketplace/shop-keys',
    metricsKeyF9FCCB0F: 'marketplace/metrics-key',
    notifyBotEEC97C33: 'marketplace/telegram',
  });
});

test.each(kafkaFunctionNames)('the secret of the certificate of %s keeps its logical id', (name) => {
  expect(secretId(aws, kafkaSecretName(name))).toMatch(new RegExp(`^${name}KafkaCertificate[0-9A-F]{8}$`, 'u'));
});
