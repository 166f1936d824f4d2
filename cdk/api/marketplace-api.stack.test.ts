import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { operations } from '../../local/api-documents/openapi.ts';
import { aws, awsData, local, targets } from '../../tests/support/stack.ts';
import { only, propertiesOf, resourcesOf } from '../../tests/support/template.ts';

/** A path as API Gateway has it: what stands below rules the function tells apart. */
const deployedRoute = (route: string): string =>
  route
    .replace(/\/bans\/.+$/u, '/bans/{rule_id+}')
    .replace(/\/similar$/u, '')
    .replace(/(?<!\+)\}$/u, '+}');

describe.each(targets)('the API on %s', (_, template) => {
  const paths = resourcesOf<{ PathPart: string; ParentId: unknown }>(template, 'AWS::ApiGateway::Resource');
  const pathOf = (id: string | undefined): string => {
    const own = paths.find((path) => path.id === id)?.properties;
    return own === undefined ? '' : `${pathOf((own.ParentId as { Ref?: string }).Ref)}/${own.PathPart}`;
  };
  const methods = propertiesOf<{
    ApiKeyRequired: boolean;
    HttpMethod: string;
    ResourceId: { Ref?: string };
    Integration: { Uri: unknown };
  }>(template, 'AWS::ApiGateway::Method').map(({ ResourceId, ...method }) => ({
    ...method,
    path: pathOf(ResourceId.Ref) || '/',
  }));

  test('every method for buyers needs their key; others have keys of their own, and few guesses a second', () => {
    expect(methods).toHaveLength(46);
    const withKey = methods.filter(({ ApiKeyRequired }) => ApiKeyRequired);
    expect(withKey.map(({ HttpMethod, path }) => `${HttpMethod} ${path}`).toSorted()).toEqual([
      'GET /categories',
      'GET /categories/{category+}',
      'GET /products',
      'GET /products/{product_id+}',
      'GET /recommendations/{user_id+}',
      'GET /suggest',
      'HEAD /categories',
      'HEAD /categories/{category+}',
      'HEAD /products',
      'HEAD /products/{product_id+}',
      'HEAD /recommendations/{user_id+}',
      'HEAD /suggest',
      'POST /events',
    ]);
    const settings = only(propertiesOf(template, 'AWS::ApiGateway::Stage'), 'stage')['MethodSettings'];
    const limited = methods.filter(
      ({ ApiKeyRequired, HttpMethod, path }) => !ApiKeyRequired && HttpMethod !== 'ANY' && path !== '/',
    );
    for (const { HttpMethod, path } of limited)
      expect(settings).toContainEqual(
        expect.objectContaining({
          ResourcePath: `/${path.replaceAll('/', '~1')}`,
          HttpMethod,
          ThrottlingRateLimit: expect.any(Number) as unknown,
        }),
      );
  });

  test('the API has the operations of its document, each answered by the function that the document was made from', () => {
    const deployed = methods
      .filter(({ HttpMethod }) => HttpMethod !== 'ANY' && HttpMethod !== 'HEAD')
      .map(({ HttpMethod, path, Integration }) => ({
        route: `${HttpMethod} ${path}`,
        uri: JSON.stringify(Integration.Uri),
      }));
    const documented = operations.map(({ route, answeredBy, key }) => ({
      route: deployedRoute(route),
      answeredBy,
      key,
    }));
    expect(new Set(documented.map(({ route }) => route))).toEqual(new Set(deployed.map(({ route }) => route)));
    for (const { route, answeredBy } of documented)
      expect(deployed.find((each) => each.route === route)?.uri).toMatch(new RegExp(`"${answeredBy}Function`, 'u'));
    const forBuyers = documented.filter(({ key }) => key === 'buyer').map(({ route }) => route);
    const withKey = methods.filter(({ ApiKeyRequired, HttpMethod }) => ApiKeyRequired && HttpMethod !== 'HEAD');
    expect(new Set(forBuyers)).toEqual(new Set(withKey.map(({ HttpMethod, path }) => `${HttpMethod} ${path}`)));
  });

  test('what is not too short is compressed', () => {
    expect(only(propertiesOf(template, 'AWS::ApiGateway::RestApi'), 'API')['MinimumCompressionSize']).toBe(1_024);
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

interface StageProperties {
  readonly AccessLogSetting?: { readonly Format: string };
  readonly MethodSettings: readonly object[];
}

test('on AWS API Gateway logs each request for a month, without keys and queries, and its own errors', () => {
  const { AccessLogSetting, MethodSettings } = only(
    propertiesOf<StageProperties>(aws, 'AWS::ApiGateway::Stage'),
    'stage',
  );
  const format = JSON.parse(AccessLogSetting?.Format ?? '{}') as Record<string, string>;
  expect(format).toMatchObject({
    ip: '$context.identity.sourceIp',
    path: '$context.resourcePath',
    status: '$context.status',
  });
  expect(Object.values(format).filter((field) => /apiKey|querystring|\.path$|authorizer/u.test(field))).toEqual([]);
  for (const each of MethodSettings) expect(each).toMatchObject({ LoggingLevel: 'ERROR', DataTraceEnabled: false });
  const group = resourcesOf(aws, 'AWS::Logs::LogGroup').find(({ id }) => JSON.stringify(AccessLogSetting).includes(id));
  expect(group?.properties).toMatchObject({ LogGroupName: '/aws/apigateway/marketplace', RetentionInDays: 30 });
});

test('the role for that is of the account: it is in the stack of data and stays', () => {
  const account = only(resourcesOf(awsData, 'AWS::ApiGateway::Account'), 'account');
  expect(account).toMatchObject({ deletionPolicy: 'RetainExceptOnCreate' });
  expect(propertiesOf<StageProperties>(local, 'AWS::ApiGateway::Stage')).toEqual([
    expect.not.objectContaining({ AccessLogSetting: expect.anything() }),
  ]);
});
