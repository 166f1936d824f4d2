import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { local, targets } from '../../tests/support/stack.ts';
import { only, propertiesOf, resourcesOf } from '../../tests/support/template.ts';

describe.each(targets)('the API on %s', (_, template) => {
  test('every method for buyers needs their key; metrics and moderators have keys of their own, and few guesses a second', () => {
    const methods = propertiesOf<{ ApiKeyRequired: boolean; HttpMethod: string; ResourceId: { Ref: string } }>(
      template,
      'AWS::ApiGateway::Method',
    );
    const paths = resourcesOf<{ PathPart: string }>(template, 'AWS::ApiGateway::Resource');
    const open = methods
      .filter(({ ApiKeyRequired }) => !ApiKeyRequired)
      .map(({ HttpMethod, ResourceId }) => {
        const path = paths.find(({ id }) => id === ResourceId.Ref)?.properties.PathPart;
        return `${HttpMethod} ${path}`;
      });
    expect(open.toSorted()).toEqual([
      'DELETE {rule_id+}',
      'GET bans',
      'GET metrics',
      'GET rejected',
      'GET {rule_id+}',
      'PATCH {rule_id+}',
      'POST bans',
      'POST {rule_id+}',
    ]);
    expect(methods).toHaveLength(15);
    const settings = only(propertiesOf(template, 'AWS::ApiGateway::Stage'), 'stage')['MethodSettings'];
    expect(settings).toContainEqual(
      expect.objectContaining({ ResourcePath: '/~1metrics', HttpMethod: 'GET', ThrottlingRateLimit: 5 }),
    );
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE'])
      expect(settings).toContainEqual(
        expect.objectContaining({
          ResourcePath: '/~1bans~1{rule_id+}',
          HttpMethod: method,
          ThrottlingRateLimit: 50,
        }),
      );
  });

  test('the key of buyers belongs to a plan with a rate and a quota', () => {
    const key = only(resourcesOf(template, 'AWS::ApiGateway::ApiKey'), 'key');
    const plan = only(resourcesOf(template, 'AWS::ApiGateway::UsagePlan'), 'plan');
    expect(key.properties).toMatchObject({ Name: 'buyer', Enabled: true });
    expect(plan.properties).toMatchObject({ Throttle: { RateLimit: 200, BurstLimit: 400 }, Quota: { Period: 'DAY' } });
    expect(propertiesOf(template, 'AWS::ApiGateway::UsagePlanKey')).toEqual([
      { KeyId: { Ref: key.id }, KeyType: 'API_KEY', UsagePlanId: { Ref: plan.id } },
    ]);
  });

  test.each([
    ['UNAUTHORIZED', 401],
    ['INVALID_API_KEY', 403],
    ['ACCESS_DENIED', 403],
    ['MISSING_AUTHENTICATION_TOKEN', 404],
    ['THROTTLED', 429],
    ['QUOTA_EXCEEDED', 429],
    ['INTEGRATION_FAILURE', 502],
    ['INTEGRATION_TIMEOUT', 504],
    ['DEFAULT_4XX', undefined],
    ['DEFAULT_5XX', undefined],
  ])('what API Gateway answers itself for %s is a problem document', (type, status) => {
    const { StatusCode, ResponseParameters, ResponseTemplates } = only(
      propertiesOf<{
        ResponseType: string;
        StatusCode?: string;
        ResponseParameters: Record<string, string>;
        ResponseTemplates: Record<string, string>;
      }>(template, 'AWS::ApiGateway::GatewayResponse').filter(({ ResponseType }) => ResponseType === type),
      `response ${type}`,
    );
    expect(ResponseParameters['gatewayresponse.header.Content-Type']).toBe("'application/problem+json'");
    const body = ResponseTemplates['application/json']?.replace('$context.error.messageString', '"its own words"');
    const problem = z
      .strictObject({
        type: z.literal('about:blank'),
        title: z.string(),
        status: z.number().optional(),
        detail: z.string(),
      })
      .parse(JSON.parse(body ?? ''));
    expect(problem.status).toBe(status);
    expect(StatusCode).toBe(status?.toString());
  });
});

test('the local API has an id that stays the same, and so has its address', () => {
  expect(only(propertiesOf(local, 'AWS::ApiGateway::RestApi'), 'API')['Tags']).toEqual([
    { Key: '_custom_id_', Value: 'marketplace' },
    { Key: 'ms-custom-id', Value: 'marketplace' },
  ]);
});
