import { CfnOutput, Duration, Size, Tags } from 'aws-cdk-lib/core';
import {
  EndpointType,
  LambdaIntegration,
  Period,
  RestApi,
  type MethodDeploymentOptions,
  type MethodOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarm } from '../alarm.ts';
import { stageName } from '../stage-name.ts';
import { entriesOf } from '../../modules/objects/entries.ts';
import { apiName, apiStage, buyerKey } from '../../modules/platform/api-names.ts';
import { errorLog, requestLog } from './request-logs.ts';
import { answerWithProblems } from './problem-responses.ts';

export interface MarketplaceApiProps {
  readonly search: IFunction;
  readonly categories: IFunction;
  readonly recommend: IFunction;
  readonly events: IFunction;
  readonly intake: IFunction;
  readonly bans: IFunction;
  readonly openapi: IFunction;
  readonly metrics: IFunction;
  readonly tags: Readonly<Record<string, string>>;
  /** Origins whose pages may read answers in a browser; `*` for all. */
  readonly allowedOrigins: readonly string[];
  /** Where the API with this id answers, when that is not where AWS answers. */
  readonly address?: (id: string) => string;
  readonly alarms: ITopic;
  /** Whether API Gateway logs requests itself: the account must have a role for that. */
  readonly logsRequests: boolean;
}

/** Requests a second that all buyers together may send, and a quota against runaway clients. */
const buyerPlan = {
  throttle: { rateLimit: 200, burstLimit: 400 },
  quota: { limit: 5_000_000, period: Period.DAY },
};

/** Metrics have a key of their own, which the function checks (docs/decisions/026): this bounds what guessing costs. */
const metricsThrottle = { throttlingRateLimit: 5, throttlingBurstLimit: 10 };

/** Requests a second that are far more than moderators or shops send, and few for guessing. */
const ownKeysThrottle = { throttlingRateLimit: 50, throttlingBurstLimit: 100 };

/** What everyone may ask without a key, a few times a second. */
const openThrottle = { throttlingRateLimit: 20, throttlingBurstLimit: 40 };

/** Methods whose keys their functions check, which must know whose one is, or that need none. CDK cannot bound the root. */
const withoutKeys: Readonly<Record<string, MethodDeploymentOptions | undefined>> = {
  'GET /bans': ownKeysThrottle,
  'POST /bans': ownKeysThrottle,
  'GET /bans/{rule_id+}': ownKeysThrottle,
  'POST /bans/{rule_id+}': ownKeysThrottle,
  'PATCH /bans/{rule_id+}': ownKeysThrottle,
  'DELETE /bans/{rule_id+}': ownKeysThrottle,
  'GET /rejected': ownKeysThrottle,
  'POST /products': ownKeysThrottle,
  'GET /dead-letters': ownKeysThrottle,
  'GET /metrics': metricsThrottle,
  'GET /': undefined,
  'GET /openapi.json': openThrottle,
};

/** By API Gateway's names of methods: HEAD goes where GET does, under the same bounds. */
const throttles = Object.fromEntries(
  entriesOf(withoutKeys).flatMap(([route, throttle]) => {
    if (throttle === undefined) return [];
    const [method = '', path = ''] = route.split(' ');
    return methodsWith(method).map((each) => [`${path}/${each}`, throttle]);
  }),
);

/** What is set for a method takes the place of what is set for all. */
const withErrorLog = (options: Readonly<Record<string, MethodDeploymentOptions>>): typeof options =>
  Object.fromEntries(entriesOf(options).map(([method, each]) => [method, { ...each, ...errorLog }]));

function methodsWith(method: string): readonly string[] {
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}

/** The REST API of the marketplace. Methods for buyers need a key; API Gateway makes up its value, no template holds it. */
export class MarketplaceApi extends Construct {
  constructor(scope: Construct, id: string, props: MarketplaceApiProps) {
    super(scope, id);
    const name = stageName(this, apiName);
    const logs = props.logsRequests;
    const api = new RestApi(this, 'Api', {
      restApiName: name,
      description: 'Products of the marketplace',
      deployOptions: {
        stageName: apiStage,
        metricsEnabled: true,
        methodOptions: logs ? withErrorLog(throttles) : throttles,
        ...(logs && requestLog(this, name)),
      },
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      // Answers from here on are compressed for whoever takes that; it also unpacks what is sent compressed.
      minCompressionSize: Size.kibibytes(1),
      defaultMethodOptions: { apiKeyRequired: true },
    });
    for (const [key, value] of Object.entries(props.tags)) Tags.of(api).add(key, value);
    answerWithProblems(api, props.allowedOrigins);
    if (props.address) addressOf(api).value = props.address(api.restApiId);

    this.addRoutes(api, props);
    const plan = api.addUsagePlan('BuyerPlan', {
      name: stageName(this, `${apiName}-${buyerKey}`),
      ...buyerPlan,
      apiStages: [{ stage: api.deploymentStage }],
    });
    plan.addApiKey(api.addApiKey('BuyerKey', { apiKeyName: buyerKey }));

    addAlarm(this, props.alarms, {
      name: `${apiName}-api-errors`,
      description: 'API отвечает 5xx: причина в журнале функции за ним.',
      impact:
        'Покупатели получают ошибку вместо поиска, категорий или рекомендаций, или их действия не записываются; или модераторы не могут изменить список запретов.',
      metric: api.metricServerError({ statistic: 'Sum', period: Duration.minutes(1) }),
      threshold: 1,
    });
  }

  private addRoutes(api: RestApi, props: MarketplaceApiProps): void {
    const { search, categories, recommend, events, intake, bans, openapi, metrics } = props;
    const paths = new Set<string>();
    const add = (path: string, method: string, fn: IFunction, options?: MethodOptions): void => {
      api.root.resourceForPath(path).addMethod(method, new LambdaIntegration(fn, { allowTestInvoke: false }), options);
    };
    const route = (path: string, method: string, fn: IFunction): void => {
      const apiKeyRequired = !(`${method} ${path}` in withoutKeys);
      for (const each of methodsWith(method)) add(path, each, fn, { apiKeyRequired });
      paths.add(path);
    };
    // A plus takes the rest of the address: ids may have slashes, and some engines decode %2F before they choose a route.
    route('/products', 'GET', search);
    route('/products', 'POST', intake);
    route('/dead-letters', 'GET', intake);
    // And what is like a product: the function tells that by the end of the address.
    route('/products/{product_id+}', 'GET', search);
    route('/suggest', 'GET', search);
    route('/categories', 'GET', categories);
    route('/categories/{category+}', 'GET', categories);
    route('/recommendations/{user_id+}', 'GET', recommend);
    route('/events', 'POST', events);
    route('/metrics', 'GET', metrics);
    // What stands below /bans beside rules, such as /bans/test, the function tells apart: engines choose between routes differently.
    for (const method of ['GET', 'POST']) route('/bans', method, bans);
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) route('/bans/{rule_id+}', method, bans);
    route('/rejected', 'GET', bans);
    route('/', 'GET', openapi);
    route('/openapi.json', 'GET', openapi);
    // Every other method: which ones there are.
    for (const path of paths) add(path, 'ANY', openapi, { apiKeyRequired: false });
  }
}

/** The output that `cdk deploy` prints. */
function addressOf(api: RestApi): CfnOutput {
  const output = api.node.findChild('Endpoint');
  if (output instanceof CfnOutput) return output;
  throw new TypeError('RestApi has no output Endpoint any more');
}
