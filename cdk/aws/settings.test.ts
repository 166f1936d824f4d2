import { expect, test } from 'vitest';
import { parseSettings, readSettings, type AwsSettings } from './settings.ts';

const large = readSettings('cdk/settings/aws.large.json');
const parsed = (change: Record<string, unknown>): AwsSettings => parseSettings({ ...large, ...change }, 'own.json');

test('the settings that are shipped are whole, and of two stages', () => {
  const stages = [large, readSettings('cdk/settings/aws.small.json')].map(({ stage }) => stage);
  expect(stages).toEqual(['prod', 'test']);
});

test('a VPC, a Kafka and an OpenSearch that there are, are named by their ids', () => {
  const existing = {
    vpc: {
      id: 'vpc-0a1',
      subnets: { 'eu-central-1a': 'subnet-1', 'eu-central-1b': 'subnet-2', 'eu-central-1c': 'subnet-3' },
    },
    kafka: { arn: 'arn:aws:kafka:eu-central-1:111122223333:cluster/shared/ab-1', securityGroup: 'sg-1', brokers: 3 },
    opensearch: { domain: 'shared', endpoint: 'https://vpc-shared.example', securityGroup: 'sg-2', diskGib: 100 },
  };
  expect(parsed(existing)).toMatchObject(existing);
});

test.each([
  ['a stage that is no name', { stage: 'Prod 1' }, 'stage: must be up to 12 small letters'],
  ['two zones', { vpc: { new: { cidr: '10.0.0.0/16', zones: ['euc1-az1', 'euc1-az2'] } } }, 'vpc'],
  ['two primary nodes', { files: { ...large.files, primaries: 2 } }, 'files.primaries: must be 1 or 3'],
  ['no shard', { indices: { shards: 0, replicas: 1 } }, 'indices.shards: must be at least 1'],
  ['a field that nobody knows', { sizes: 1 }, 'sizes: is not a known field'],
  ['no protection said', { protected: undefined }, 'protected: is missing'],
])('%s is refused, with the file and the field', (_, change, reason) => {
  expect(() => parsed(change)).toThrow(`own.json: ${reason}`);
});

test('a file that is not there, or is no JSON, is refused by its name', () => {
  expect(() => readSettings('nowhere.json')).toThrow('there are no settings in nowhere.json');
  expect(() => readSettings('README.md')).toThrow('README.md is no JSON');
});
