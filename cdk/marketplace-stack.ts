import { Duration, Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { FunctionName } from './function-names.ts';
import { giveKafkaAccess } from './kafka-access.ts';
import { KafkaFunction } from './kafka-function.ts';
import { MarketplaceApi } from './marketplace-api.ts';
import { giveOpenSearchAccess } from './opensearch-access.ts';
import { PlatformFunction } from './platform-function.ts';
import type { Target } from './target.ts';

export const stackName = 'marketplace';

/**
 * products ─▶ filter ─▶ filtered_products ─▶ index ─▶ OpenSearch ─▶ search ─▶ GET /products
 *                └────▶ rejected_products ─▶ index                    └─▶ client_queries ─▶ index
 */
export class MarketplaceStack extends Stack {
  constructor(scope: Construct, target: Target, code: Readonly<Record<FunctionName, Code>>) {
    super(scope, stackName, target.stack);
    const surroundings = target.prepare(this);
    const alarms = new Topic(this, 'Alarms', { topicName: 'marketplace-alarms' });

    new KafkaFunction(this, 'filter', {
      code: code.filter,
      consumes: [{ topic: 'products', batchSize: 2_000, longestLag: Duration.minutes(5) }],
      memorySize: 1_024,
      timeout: Duration.seconds(60),
      surroundings,
      alarms,
    });

    const index = new KafkaFunction(this, 'index', {
      code: code.index,
      consumes: [
        { topic: 'filtered_products', batchSize: 2_000, longestLag: Duration.minutes(5) },
        { topic: 'rejected_products', batchSize: 500, longestLag: Duration.minutes(15) },
        { topic: 'client_queries', batchSize: 2_000, longestLag: Duration.minutes(15) },
      ],
      memorySize: 1_024,
      timeout: Duration.seconds(60),
      surroundings,
      alarms,
    });
    giveOpenSearchAccess(index, surroundings.opensearch, 'write');

    const search = new PlatformFunction(this, 'search', {
      code: code.search,
      memorySize: 1_024,
      timeout: Duration.seconds(10),
      surroundings,
      alarms,
    });
    giveKafkaAccess(search, surroundings);
    giveOpenSearchAccess(search, surroundings.opensearch, 'read');

    new MarketplaceApi(this, 'Api', { search: search.lambda, tags: surroundings.apiTags, alarms });
  }
}
