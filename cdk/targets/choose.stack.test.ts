import { expect, test } from 'vitest';
import { synthesize } from '../../tests/support/stack.ts';
import { propertiesOf } from '../../tests/support/template.ts';
import { chooseTarget } from './choose.ts';

const choose = (target?: string, portOffset?: string, containers?: string, mappings?: string, endpoint?: string) =>
  chooseTarget({ target, portOffset, containers, mappings, endpoint });

test('-c target=aws chooses AWS, and no context the local engine', () => {
  expect(choose('aws').stack).toMatchObject({ terminationProtection: true });
  expect(choose().stack.synthesizer).toBeDefined();
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

test.each([
  ['disabled', false],
  ['enabled', true],
  [undefined, true],
])('with -c mappings=%s a mapping on AWS that reads is %s', (mappings, reads) => {
  const properties = propertiesOf(
    synthesize(choose('aws', undefined, undefined, mappings)),
    'AWS::Lambda::EventSourceMapping',
  );
  expect(properties.length).toBeGreaterThan(0);
  for (const { Enabled } of properties) expect(Enabled).toBe(reads);
});

test('mappings that are neither enabled nor disabled are refused', () => {
  expect(() => choose('aws', '0', 'false', 'off')).toThrow('mappings must be enabled or disabled');
});

test("the local stack is bound to the engine's account and region, so keys of another account deploy nothing", () => {
  expect(choose().stack.env).toEqual({ account: '000000000000', region: 'us-east-1' });
});

test.each(['http://127.0.0.1:4566', 'http://localstack:4566/', 'https://amazonaws.com.example.org'])(
  'the target aws is refused where %s answers in place of AWS',
  (endpoint) => {
    expect(() => choose('aws', '0', 'false', 'enabled', endpoint)).toThrow('target=aws, but AWS_ENDPOINT_URL leads to');
  },
);

test("an address of AWS's own is none of a local engine", () => {
  const endpoint = 'https://cloudformation.eu-central-1.amazonaws.com';
  expect(choose('aws', '0', 'false', 'enabled', endpoint)).toBeDefined();
});

test.each([
  ['http://127.0.0.1:4566/', 'false', 'http://127.0.0.1:4566/_aws/execute-api/'],
  [undefined, 'false', 'http://127.0.0.1:14566/_aws/execute-api/'],
  ['http://172.20.0.5:14566', 'true', 'http://127.0.0.1:14566/_aws/execute-api/'],
])(
  'with the engine at %s, in containers: %s, a deployment prints where the API answers',
  (endpoint, containers, address) => {
    const outputs = synthesize(choose('local', '10000', containers, 'enabled', endpoint)).findOutputs('*');
    expect(Object.values(outputs).map(({ Value }) => JSON.stringify(Value))).toEqual([
      expect.stringContaining(address),
    ]);
  },
);
