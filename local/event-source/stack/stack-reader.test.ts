import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { beforeEach, expect, test } from 'vitest';
import { stackReader } from './stack-reader.ts';

const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf';

let status: string;
let updated: Date;
let topic: string;
let templatesRead: number;
let time: number;

beforeEach(() => {
  status = 'CREATE_COMPLETE';
  updated = new Date(0);
  topic = 'products';
  templatesRead = 0;
  time = 0;
});

/** A reader of a stack with one mapping, on the clock of the test. */
function reader() {
  const client = Object.assign(new CloudFormationClient({ region: 'eu-west-1' }), { send: answer });
  return stackReader(client, 'shop', () => time);
}

async function answer(command: unknown): Promise<object> {
  if (command instanceof DescribeStacksCommand)
    return { Stacks: [{ StackId: 'arn:1', StackStatus: status, LastUpdatedTime: updated }] };
  if (command instanceof ListStackResourcesCommand) return { StackResourceSummaries: [] };
  if (!(command instanceof GetTemplateCommand)) throw new TypeError('an unexpected call');
  templatesRead += 1;
  const Properties = {
    FunctionName: 'shop-filter',
    SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['localhost:9092'] } },
    Topics: [topic],
    StartingPosition: 'TRIM_HORIZON',
    SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'filter' },
    SourceAccessConfigurations: [
      { Type: 'CLIENT_CERTIFICATE_TLS_AUTH', URI: secret },
      { Type: 'SERVER_ROOT_CA_CERTIFICATE', URI: secret },
    ],
  };
  return {
    TemplateBody: JSON.stringify({ Resources: { M: { Type: 'AWS::Lambda::EventSourceMapping', Properties } } }),
  };
}

test('a template is read again when the stack says that it was updated', async () => {
  const read = reader();
  const first = await read();
  topic = 'orders';
  expect(await read()).toBe(first);
  updated = new Date(1_000);
  expect(await read()).toMatchObject({ mappings: [{ topic: 'orders' }] });
  expect(templatesRead).toBe(2);
});

test('and after a while, whatever the stack says', async () => {
  const read = reader();
  await read();
  time = 29_999;
  await read();
  expect(templatesRead).toBe(1);
  time = 30_000;
  await read();
  expect(templatesRead).toBe(2);
});

test('as long as an update goes on it is read every time', async () => {
  const read = reader();
  status = 'UPDATE_IN_PROGRESS';
  await read();
  topic = 'orders';
  expect(await read()).toMatchObject({ mappings: [{ topic: 'orders' }] });
});

test('a stack that is gone has no mappings, also when it was there just now', async () => {
  const read = reader();
  await read();
  status = 'DELETE_COMPLETE';
  expect(await read()).toMatchObject({ state: 'missing', mappings: [] });
});
