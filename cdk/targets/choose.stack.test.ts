import type { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { large, synthesize } from '../../tests/support/stack.ts';
import { functionNames } from '../../modules/platform/function-names.ts';
import { environmentOf, propertiesOf } from '../../tests/support/template.ts';
import { awsTarget } from './aws.ts';
import { chooseTarget } from './choose.ts';

const choose = (target?: string, portOffset?: string, containers?: string, settings?: string, endpoint?: string) =>
  chooseTarget({ target, portOffset, containers, settings, endpoint });

const shipped = 'cdk/settings/aws.small.json';

test('-c target=aws chooses AWS by its settings, and no context the local engine', () => {
  const { name, stack } = choose('aws', '0', 'false', shipped);
  expect({ name, stack }).toMatchObject({ name: 'marketplace-test', stack: { env: { region: 'eu-central-1' } } });
  expect(choose().stack.synthesizer).toBeDefined();
});

test('AWS without settings is refused, with what to give', () => {
  expect(() => choose('aws')).toThrow('-c settings=cdk/settings/aws.small.json');
});

test.each([
  ['azure', '0', 'target must be local or aws'],
  ['local', 'many', 'portOffset must be a number'],
  ['local', '-1', 'portOffset must not be negative'],
  ['local', '1.5', 'portOffset must be a whole number'],
  ['local', '60000', 'portOffset leaves no ports'],
])('-c target=%s -c portOffset=%s is refused with the reason', (target, portOffset, reason) => {
  expect(() => choose(target, portOffset)).toThrow(reason);
});

test('in containers functions find the servers by the names of their containers', () => {
  const containers = synthesize(choose('local', '0', 'true'));
  const environments = JSON.stringify(propertiesOf(containers, 'AWS::Lambda::Function'));
  expect(environments).toContain('http://opensearch:9200');
  expect(environments).toContain('http://namenode:9870');
  expect(environments).not.toMatch(/localhost|127\.0\.0\.1/u);
  expect(JSON.stringify(propertiesOf(containers, 'AWS::Lambda::EventSourceMapping'))).toContain('broker-1:9092');
});
const told = (template: Template) => ({
  functions: JSON.stringify(propertiesOf(template, 'AWS::Lambda::Function')).match(
    /"API_ALLOWED_ORIGINS":"(?<it>[^"]+)"/u,
  )?.groups?.['it'],
  errors: JSON.stringify(propertiesOf(template, 'AWS::ApiGateway::GatewayResponse')).includes(
    'Access-Control-Allow-Origin',
  ),
});

test('pages of no origin may use the API on AWS but those that its settings name, and of any on this machine', () => {
  const origin = 'https://console.example';
  expect(told(synthesize(awsTarget({ ...large, origins: [] })))).toEqual({ functions: undefined, errors: false });
  expect(told(synthesize(awsTarget({ ...large, origins: [origin, 'http://other'] })))).toEqual({
    functions: `${origin} http://other`,
    errors: true,
  });
  expect(told(synthesize(choose()))).toEqual({ functions: '*', errors: true });
});

test("here functions' heaps are as small as on AWS, where Lambda sees to it", () => {
  const local = synthesize(choose());
  const options = new Set(functionNames.map((name) => environmentOf(local, name)['NODE_OPTIONS']));
  expect(options).toEqual(new Set(['--enable-source-maps --max-semi-space-size=8']));
});

test("the local stack is bound to the engine's account and region, so keys of another account deploy nothing", () => {
  expect(choose().stack.env).toEqual({ account: '000000000000', region: 'us-east-1' });
});

test.each(['http://127.0.0.1:4566', 'http://localstack:4566/', 'https://amazonaws.com.example.org'])(
  'the target aws is refused where %s answers in place of AWS',
  (endpoint) => {
    expect(() => choose('aws', '0', 'false', shipped, endpoint)).toThrow('target=aws, but AWS_ENDPOINT_URL leads to');
  },
);

test("an address of AWS's own is none of a local engine", () => {
  const endpoint = 'https://cloudformation.eu-central-1.amazonaws.com';
  expect(choose('aws', '0', 'false', shipped, endpoint)).toBeDefined();
});

test.each([
  ['http://127.0.0.1:4566/', 'false', 'http://127.0.0.1:4566/_aws/execute-api/'],
  [undefined, 'false', 'http://127.0.0.1:14566/_aws/execute-api/'],
  ['http://172.20.0.5:14566', 'true', 'http://127.0.0.1:14566/_aws/execute-api/'],
])(
  'with the engine at %s, in containers: %s, a deployment prints where the API answers',
  (endpoint, containers, address) => {
    const outputs = synthesize(choose('local', '10000', containers, undefined, endpoint)).findOutputs('*');
    expect(Object.values(outputs).map(({ Value }) => JSON.stringify(Value))).toEqual([
      expect.stringContaining(address),
    ]);
  },
);
