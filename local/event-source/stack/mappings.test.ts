import { describe, expect, test } from 'vitest';
import type { Scope } from './intrinsics.ts';
import { mappingsOf } from './mappings.ts';
import { parseTemplate } from './template.ts';

const secretArn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:filter-AbCdEf';

const scope: Scope = {
  partition: 'aws',
  region: 'eu-west-1',
  account: '111122223333',
  stackName: 'shop',
  parameters: new Map([['Topic', 'products']]),
  physicalIds: new Map([
    ['Filter', 'shop-filter'],
    ['FilterSecret', secretArn],
    ['Mapping', '5c4b1d3e-0000-4000-8000-000000000000'],
  ]),
  types: new Map([['Filter', 'AWS::Lambda::Function']]),
};

const functions = { Filter: { Type: 'AWS::Lambda::Function', Properties: { Timeout: 30 } } };

const selfManaged = {
  FunctionName: { Ref: 'Filter' },
  SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['localhost:9092', 'localhost:9093'] } },
  Topics: ['products'],
  StartingPosition: 'TRIM_HORIZON',
  SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'filter-products' },
  SourceAccessConfigurations: [
    { Type: 'CLIENT_CERTIFICATE_TLS_AUTH', URI: { Ref: 'FilterSecret' } },
    {
      Type: 'SERVER_ROOT_CA_CERTIFICATE',
      URI: {
        'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':secretsmanager:eu-west-1:111122223333:secret:ca']],
      },
    },
  ],
};

/** Reads a template with one mapping, which has these properties over those of a self-managed one. */
function read(properties: object) {
  const Mapping = { Type: 'AWS::Lambda::EventSourceMapping', Properties: { ...selfManaged, ...properties } };
  return mappingsOf(parseTemplate(JSON.stringify({ Resources: { ...functions, Mapping } })), scope);
}

const problem = (properties: object): string | undefined => read(properties).problems[0]?.message;

describe('what is read', () => {
  test('a self-managed mapping has its references resolved and the defaults where it says nothing', () => {
    expect(read({})).toEqual({
      problems: [],
      mappings: [
        {
          id: 'Mapping',
          functionName: 'shop-filter',
          functionTimeout: 30_000,
          source: { kind: 'self-managed', bootstrapServers: ['localhost:9092', 'localhost:9093'] },
          topic: 'products',
          groupId: 'filter-products',
          startingPosition: { kind: 'TRIM_HORIZON' },
          enabled: true,
          batchSize: 100,
          batchingWindow: 50,
          maximumPollers: 4,
          clientCertificateSecret: secretArn,
          rootCaSecret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ca',
          onFailureTopic: undefined,
          maximumRetries: Number.POSITIVE_INFINITY,
          notApplied: [],
        },
      ],
    });
  });

  test("the Lambda API's spelling of the servers is the same", () => {
    const endpoints = { SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['localhost:9092'] } } };
    expect(read(endpoints).mappings[0]?.source).toEqual({ kind: 'self-managed', bootstrapServers: ['localhost:9092'] });
  });

  test('an MSK mapping has the ARN of its cluster', () => {
    const [mapping] = read({
      SelfManagedEventSource: undefined,
      SelfManagedKafkaEventSourceConfig: undefined,
      EventSourceArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/shop/1',
      AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'other' },
    }).mappings;
    expect(mapping?.source).toEqual({ kind: 'msk', clusterArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/shop/1' });
    expect(mapping?.groupId).toBe('other');
  });

  test('numbers and booleans may be strings, as CloudFormation takes them', () => {
    const [mapping] = read({
      BatchSize: '1000',
      MaximumBatchingWindowInSeconds: '2',
      Enabled: 'false',
      ProvisionedPollerConfig: { MaximumPollers: '2' },
    }).mappings;
    expect(mapping).toMatchObject({ batchSize: 1_000, batchingWindow: 2_000, enabled: false, maximumPollers: 2 });
  });

  test('a window of zero is kept', () => {
    expect(read({ MaximumBatchingWindowInSeconds: 0 }).mappings[0]?.batchingWindow).toBe(0);
  });

  test('AT_TIMESTAMP has its time in milliseconds', () => {
    const position = { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 1_700_000_000.5 };
    expect(read(position).mappings[0]?.startingPosition).toEqual({
      kind: 'AT_TIMESTAMP',
      timestamp: 1_700_000_000_500,
    });
  });

  test('a mapping without a group has its physical id as its group, as on AWS', () => {
    expect(read({ SelfManagedKafkaEventSourceConfig: undefined }).mappings[0]?.groupId).toBe(
      '5c4b1d3e-0000-4000-8000-000000000000',
    );
  });

  test.each([
    ['kafka://failed_orders', 'failed_orders', []],
    ['arn:aws:sqs:eu-west-1:111122223333:failed', undefined, ['DestinationConfig']],
  ])('the on-failure destination %s is the topic %s', (Destination, onFailureTopic, notApplied) => {
    const [mapping] = read({ DestinationConfig: { OnFailure: { Destination } } }).mappings;
    expect(mapping).toMatchObject({ onFailureTopic, notApplied });
  });

  test.each([
    [{}, Number.POSITIVE_INFINITY],
    [{ MaximumRetryAttempts: -1 }, Number.POSITIVE_INFINITY],
    [{ MaximumRetryAttempts: '3' }, 3],
    [{ DestinationConfig: { OnFailure: { Destination: 'kafka://failed' } } }, 10],
    [{ MaximumRetryAttempts: 5_000, DestinationConfig: { OnFailure: { Destination: 'kafka://failed' } } }, 5_000],
  ])('of the mapping with %j a failed event is sent again %d times, as by AWS', (properties, retries) => {
    expect(read(properties).mappings[0]?.maximumRetries).toBe(retries);
  });

  test('what AWS would act on and this event source does not is told', () => {
    const filtered = {
      FilterCriteria: { Filters: [{ Pattern: { 'Fn::ImportValue': 'x' } }] },
      MaximumRecordAgeInSeconds: 60,
    };
    expect(read(filtered).mappings[0]?.notApplied).toEqual(['FilterCriteria', 'MaximumRecordAgeInSeconds']);
  });

  test('a function of another stack may take the longest that Lambda has', () => {
    expect(read({ FunctionName: 'elsewhere' }).mappings[0]?.functionTimeout).toBe(900_000);
  });

  test.for([
    [{ 'Fn::GetAtt': ['Filter', 'Arn'] }, 'arn:aws:lambda:eu-west-1:111122223333:function:shop-filter'],
    [{ 'Fn::GetAtt': 'Filter.Arn' }, 'arn:aws:lambda:eu-west-1:111122223333:function:shop-filter'],
    [{ 'Fn::Sub': '${AWS::StackName}-${Filter}-${!Raw}' }, 'shop-shop-filter-${Raw}'],
    [{ 'Fn::Sub': ['${Name}:live', { Name: { Ref: 'Filter' } }] }, 'shop-filter:live'],
    [{ 'Fn::Sub': '${Filter.Arn}' }, 'arn:aws:lambda:eu-west-1:111122223333:function:shop-filter'],
    [{ 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'FilterSecret' }] }] }, 'filter-AbCdEf'],
  ] as const)('%j stands for %s', ([FunctionName, expected]) => {
    expect(read({ FunctionName }).mappings[0]?.functionName).toBe(expected);
  });

  test('mappings of streams and queues are none of ours', () => {
    const template = parseTemplate(
      JSON.stringify({
        Resources: {
          Queue: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: 'arn:aws:sqs:x:1:q' } },
        },
      }),
    );
    expect(mappingsOf(template, scope)).toEqual({ mappings: [], problems: [] });
  });

  test('a YAML template with short forms is read as well', () => {
    const template = parseTemplate(`
Parameters:
  Topic: { Type: String, Default: products }
Resources:
  Filter: { Type: AWS::Lambda::Function }
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !GetAtt Filter.Arn
      SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: [localhost:9092] } }
      Topics: [!Ref Topic]
      StartingPosition: LATEST
      SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: !Join ['-', [filter, !Ref Topic]] }
      SourceAccessConfigurations:
        - Type: CLIENT_CERTIFICATE_TLS_AUTH
          URI: !Sub 'arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:1:secret:x'
`);
    expect(mappingsOf(template, scope).mappings[0]).toMatchObject({
      functionName: 'arn:aws:lambda:eu-west-1:111122223333:function:shop-filter',
      functionTimeout: 3_000,
      topic: 'products',
      groupId: 'filter-products',
      clientCertificateSecret: 'arn:aws:secretsmanager:eu-west-1:1:secret:x',
    });
  });
});

describe('what cannot be polled is a problem, and the others are polled', () => {
  test('a function that is not deployed yet', () => {
    expect(problem({ FunctionName: { Ref: 'Index' } })).toBe('Index is not deployed');
  });

  test('another way to authenticate', () => {
    const access = [{ Type: 'SASL_SCRAM_512_AUTH', URI: secretArn }];
    expect(problem({ SourceAccessConfigurations: access })).toMatch('only CLIENT_CERTIFICATE_TLS_AUTH');
  });

  test('two topics', () => {
    expect(problem({ Topics: ['a', 'b'] })).toMatch('Topics');
  });

  test('a batch size that Lambda does not allow', () => {
    expect(problem({ BatchSize: 10_001 })).toMatch('BatchSize');
  });

  test('neither servers nor a cluster', () => {
    expect(problem({ SelfManagedEventSource: undefined })).toMatch('neither bootstrap servers nor an MSK cluster');
  });

  test('an unknown function of CloudFormation', () => {
    expect(problem({ Topics: [{ 'Fn::ImportValue': 'topic' }] })).toMatch('Fn::ImportValue is not supported');
  });

  test('AT_TIMESTAMP without a time', () => {
    expect(problem({ StartingPosition: 'AT_TIMESTAMP' })).toMatch('StartingPositionTimestamp');
  });
});

test('a template that is no template is an error', () => {
  expect(() => parseTemplate('Resources: [')).toThrow('cannot be read');
});
