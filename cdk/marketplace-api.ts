import { Duration, Tags } from 'aws-cdk-lib';
import { EndpointType, LambdaIntegration, Period, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarm } from './alarm.ts';
import { apiName, apiStage, buyerKey } from './api-names.ts';
import { answerWithProblems } from './problem-responses.ts';

export interface MarketplaceApiProps {
  readonly search: IFunction;
  readonly categories: IFunction;
  readonly recommend: IFunction;
  readonly events: IFunction;
  readonly tags: Readonly<Record<string, string>>;
  readonly alarms: ITopic;
}

/** Requests a second that all buyers together may send, and a quota against runaway clients. */
const buyerPlan = {
  throttle: { rateLimit: 200, burstLimit: 400 },
  quota: { limit: 5_000_000, period: Period.DAY },
};

/** The REST API of the marketplace. Every method needs a key; the service makes the key's value, no template has it. */
export class MarketplaceApi extends Construct {
  constructor(scope: Construct, id: string, props: MarketplaceApiProps) {
    super(scope, id);
    const api = new RestApi(this, 'Api', {
      restApiName: apiName,
      description: 'Products of the marketplace',
      deployOptions: { stageName: apiStage, metricsEnabled: true },
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      defaultMethodOptions: { apiKeyRequired: true },
    });
    for (const [key, value] of Object.entries(props.tags)) Tags.of(api).add(key, value);
    answerWithProblems(api);

    const { search, categories, recommend, events } = props;
    const route = (path: string, method: string, fn: IFunction): void => {
      api.root.resourceForPath(path).addMethod(method, new LambdaIntegration(fn, { allowTestInvoke: false }));
    };
    route('/products', 'GET', search);
    route('/products/{product_id}', 'GET', search);
    route('/categories', 'GET', categories);
    // The rest of the address: a category may have slashes, and some engines decode %2F before they choose a route.
    route('/categories/{category+}', 'GET', categories);
    route('/recommendations/{user_id}', 'GET', recommend);
    route('/events', 'POST', events);

    const plan = api.addUsagePlan('BuyerPlan', {
      name: `${apiName}-${buyerKey}`,
      ...buyerPlan,
      apiStages: [{ stage: api.deploymentStage }],
    });
    plan.addApiKey(api.addApiKey('BuyerKey', { apiKeyName: buyerKey }));

    addAlarm(this, props.alarms, {
      name: `${apiName}-api-errors`,
      description: 'The API answers 5xx; the log group of the function behind it says why.',
      metric: api.metricServerError({ statistic: 'Sum', period: Duration.minutes(1) }),
      threshold: 1,
    });
  }
}
