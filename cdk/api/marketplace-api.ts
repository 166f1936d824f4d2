import { CfnOutput, Duration, Tags } from 'aws-cdk-lib/core';
import { EndpointType, LambdaIntegration, Period, RestApi, type MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarm } from '../alarm.ts';
import { entriesOf } from '../../modules/objects/entries.ts';
import { apiName, apiStage, buyerKey } from '../../modules/platform/api-names.ts';
import { answerWithProblems } from './problem-responses.ts';

export interface MarketplaceApiProps {
  readonly search: IFunction;
  readonly categories: IFunction;
  readonly recommend: IFunction;
  readonly events: IFunction;
  readonly bans: IFunction;
  readonly metrics: IFunction;
  readonly tags: Readonly<Record<string, string>>;
  /** Where the API with this id answers, when that is not where AWS answers. */
  readonly address?: (id: string) => string;
  readonly alarms: ITopic;
}

/** Requests a second that all buyers together may send, and a quota against runaway clients. */
const buyerPlan = {
  throttle: { rateLimit: 200, burstLimit: 400 },
  quota: { limit: 5_000_000, period: Period.DAY },
};

/** Metrics have a key of their own, which the function checks (docs/decisions/026): this bounds what guessing costs. */
const metricsThrottle = { throttlingRateLimit: 5, throttlingBurstLimit: 10 };

/** What moderators do, by its path. Their keys the function checks, too: it must know whose one is. */
const moderated = {
  '/bans': ['GET', 'POST'],
  '/bans/{rule_id+}': ['GET', 'POST', 'PATCH', 'DELETE'],
  '/rejected': ['GET'],
} as const;

/** Requests a second that are far more than moderators send, and few for guessing. */
const moderatorsThrottle = { throttlingRateLimit: 50, throttlingBurstLimit: 100 };
const moderatorsThrottles = Object.fromEntries(
  entriesOf<string, readonly string[]>(moderated).flatMap(([path, methods]) =>
    methods.map((method) => [`${path}/${method}`, moderatorsThrottle]),
  ),
);

/** The REST API of the marketplace. Methods for buyers need a key; API Gateway makes up its value, no template holds it. */
export class MarketplaceApi extends Construct {
  constructor(scope: Construct, id: string, props: MarketplaceApiProps) {
    super(scope, id);
    const api = new RestApi(this, 'Api', {
      restApiName: apiName,
      description: 'Products of the marketplace',
      deployOptions: {
        stageName: apiStage,
        metricsEnabled: true,
        methodOptions: { '/metrics/GET': metricsThrottle, ...moderatorsThrottles },
      },
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      defaultMethodOptions: { apiKeyRequired: true },
    });
    for (const [key, value] of Object.entries(props.tags)) Tags.of(api).add(key, value);
    answerWithProblems(api);
    if (props.address) addressOf(api).value = props.address(api.restApiId);

    const { search, categories, recommend, events, bans, metrics } = props;
    const route = (path: string, method: string, fn: IFunction, options?: MethodOptions): void => {
      api.root.resourceForPath(path).addMethod(method, new LambdaIntegration(fn, { allowTestInvoke: false }), options);
    };
    // A plus takes the rest of the address: ids may have slashes, and some engines decode %2F before they choose a route.
    route('/products', 'GET', search);
    // And what is like a product: the function tells that by the end of the address.
    route('/products/{product_id+}', 'GET', search);
    route('/suggest', 'GET', search);
    route('/categories', 'GET', categories);
    route('/categories/{category+}', 'GET', categories);
    route('/recommendations/{user_id+}', 'GET', recommend);
    route('/events', 'POST', events);
    route('/metrics', 'GET', metrics, { apiKeyRequired: false });
    // What stands below /bans beside rules, such as /bans/test, the function tells apart: engines choose between routes differently.
    for (const [path, methods] of entriesOf(moderated))
      for (const method of methods) route(path, method, bans, { apiKeyRequired: false });

    const plan = api.addUsagePlan('BuyerPlan', {
      name: `${apiName}-${buyerKey}`,
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
}

/** The output that `cdk deploy` prints. */
function addressOf(api: RestApi): CfnOutput {
  const output = api.node.findChild('Endpoint');
  if (output instanceof CfnOutput) return output;
  throw new TypeError('RestApi has no output Endpoint any more');
}
