import type { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { synthesize } from '../../tests/support/stack.ts';
import { propertiesOf } from '../../tests/support/template.ts';
import { chooseTarget } from './choose.ts';

const choose = (target?: string, portOffset?: string, containers?: string, mappings?: string, origins?: string) =>
  chooseTarget({ target, portOffset, containers, mappings, origins });

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

const told = (template: Template) => ({
  functions: JSON.stringify(propertiesOf(template, 'AWS::Lambda::Function')).match(
    /"API_ALLOWED_ORIGINS":"(?<it>[^"]+)"/u,
  )?.groups?.['it'],
  errors: JSON.stringify(propertiesOf(template, 'AWS::ApiGateway::GatewayResponse')).includes(
    'Access-Control-Allow-Origin',
  ),
});

test('pages of no origin may use the API on AWS but those that -c origins names, and of any on this machine', () => {
  const origin = 'https://console.example';
  expect(told(synthesize(choose('aws')))).toEqual({ functions: undefined, errors: false });
  expect(told(synthesize(choose('aws', undefined, undefined, undefined, `${origin} http://other`)))).toEqual({
    functions: `${origin} http://other`,
    errors: true,
  });
  expect(told(synthesize(choose()))).toEqual({ functions: '*', errors: true });
});
