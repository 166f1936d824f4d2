import { Duration, Stack } from 'aws-cdk-lib/core';
import { Architecture, type Code } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { variable } from '../modules/config/environment.ts';
import { alarmTopic } from './alarm.ts';
import { PlatformDashboard } from './dashboard.ts';
import { failureImpacts, lagImpacts } from './impacts.ts';
import type { FunctionName } from '../modules/platform/function-names.ts';
import { grantHdfsAccess } from './grants/hdfs.ts';
import { grantKafkaAccess } from './grants/kafka.ts';
import { KafkaFunction, type KafkaFunctionProps } from './kafka-function.ts';
import { MarketplaceApi } from './api/marketplace-api.ts';
import { grantMetricsKey } from './grants/metrics-key.ts';
import { grantModeratorKeys } from './grants/moderator-keys.ts';
import { grantOpenSearchAccess } from './grants/opensearch.ts';
import { PlatformFunction, type PlatformFunctionProps } from './platform-function.ts';
import { runVariants } from './recommend-variants.ts';
import { runEvery } from './schedule.ts';
import { grantShopKeys } from './grants/shop-keys.ts';
import { executionsOf, SparkAnalyses } from './spark/state-machine.ts';
import type { Surroundings, Target } from './target.ts';
import { watchUnreadableRules } from './unreadable-rules.ts';
import { grantTelegramBot } from './grants/telegram.ts';

const minute = Duration.minutes(1);

/**
 * products ─▶ filter ─▶ filtered_products ─▶ index ─▶ OpenSearch ─▶ search ─▶ GET /products
 *    │           └────▶ rejected_products                              └─▶ client_queries ─▶ index, archive
 *    └─▶ archive ─▶ HDFS ─▶ analytics       index ─▶ catalog_changes ─▶ aggregate ─▶ category_stats
 * banned_products ─▶ audit ─▶ ban_history
 */
export class MarketplaceStack extends Stack {
  readonly #code: Readonly<Record<FunctionName, Code>>;
  readonly #surroundings: Surroundings;
  readonly #alarms: Topic;
  readonly #functions: PlatformFunction[] = [];

  constructor(scope: Construct, target: Target, code: Readonly<Record<FunctionName, Code>>) {
    super(scope, target.name, target.stack);
    this.#code = code;
    this.#surroundings = target.prepare(this);
    this.#alarms = alarmTopic(this);
    this.#surroundings.watch?.(this.#alarms);
    this.addFlow();
    this.addHistory();
    this.addFigures();
    this.addFiles();
    this.addApi();
    this.addNotifications();
    new PlatformDashboard(this, 'Dashboards', this.#functions);
  }

  /** From a shop's product to the index. */
  private addFlow(): void {
    this.kafkaFunction('filter', {
      consumes: [
        { topic: 'products', batchSize: 2_000, maxLag: Duration.minutes(5), impact: lagImpacts.filter.products },
      ],
    });
    const { filtered_products, client_queries, dead_letters } = lagImpacts.index;
    const index = this.kafkaFunction('index', {
      consumes: [
        { topic: 'filtered_products', batchSize: 2_000, maxLag: Duration.minutes(5), impact: filtered_products },
        { topic: 'client_queries', batchSize: 2_000, maxLag: Duration.minutes(15), impact: client_queries },
        { topic: 'dead_letters', batchSize: 2_000, maxLag: Duration.minutes(15), impact: dead_letters },
      ],
    });
    grantOpenSearchAccess(index, this.#surroundings.opensearch);
    this.addSweeps();
  }

  /** What a change of the ban list touches is judged again. */
  private addSweeps(): void {
    const { banned_products, ban_sweeps } = lagImpacts.sweep;
    const sweep = this.kafkaFunction('sweep', {
      timeout: Duration.minutes(2),
      consumes: [
        { topic: 'banned_products', batchSize: 1_000, maxLag: minute, impact: banned_products },
        { topic: 'ban_sweeps', batchSize: 20, maxLag: Duration.minutes(5), impact: ban_sweeps },
      ],
    });
    grantOpenSearchAccess(sweep, this.#surroundings.opensearch);
    runEvery(sweep, {
      interval: minute,
      counts: 'watches',
      impact:
        'Правила запретов со сроком не вступают в силу вовремя, а остановившиеся проверки товаров не продолжаются.',
      alarms: this.#alarms,
    });
    watchUnreadableRules(sweep, this.#alarms);
  }

  /** Who changed the ban list, when, what and why. Kafka keeps every change for a day. */
  private addHistory(): void {
    const { banned_products: impact } = lagImpacts.audit;
    const audit = this.kafkaFunction('audit', {
      consumes: [{ topic: 'banned_products', batchSize: 500, maxLag: Duration.minutes(15), impact }],
    });
    grantOpenSearchAccess(audit, this.#surroundings.opensearch);
  }

  /** Live figures of categories: changes of two seconds are computed together. */
  private addFigures(): void {
    const aggregate = this.kafkaFunction('aggregate', {
      consumes: [
        {
          topic: 'catalog_changes',
          batchSize: 10_000,
          window: Duration.seconds(2),
          maxLag: Duration.minutes(5),
          impact: lagImpacts.aggregate.catalog_changes,
        },
      ],
    });
    grantOpenSearchAccess(aggregate, this.#surroundings.opensearch);
  }

  /** Raw records into HDFS, and what is computed from them. */
  private addFiles(): void {
    const { opensearch, hdfs, spark, analysesEvery, archiveWindow: window, reservesCalls } = this.#surroundings;
    const maxLag = Duration.minutes(30);
    const { products, client_queries } = lagImpacts.archive;
    const archive = this.kafkaFunction('archive', {
      consumes: [
        { topic: 'products', batchSize: 10_000, window, maxLag, impact: products },
        { topic: 'client_queries', batchSize: 10_000, window, maxLag, impact: client_queries },
      ],
    });
    grantHdfsAccess(archive, hdfs, 'archive');

    const analytics = this.platformFunction('analytics', {
      memorySize: 3_008,
      // Copies of raw files, and what DuckDB cannot hold in memory.
      diskSize: 10_240,
      timeout: Duration.minutes(15),
      // A second run would find the first one's lock and end; between its steps a machine needs a call for that.
      ...(reservesCalls && { callsAtOnce: spark ? 2 : 1 }),
      architecture: Architecture.X86_64,
    });
    grantKafkaAccess(analytics, this.#surroundings);
    grantOpenSearchAccess(analytics, opensearch);
    grantHdfsAccess(analytics, hdfs, 'analytics');
    const impact = 'Рекомендации, популярные товары и анализы цен, категорий и запросов всё больше устаревают.';
    const alarms = this.#alarms;
    runEvery(analytics, {
      interval: analysesEvery,
      counts: 'runs',
      impact,
      alarms,
      ...(spark && { by: executionsOf(new SparkAnalyses(this, 'Analyses', { fn: analytics, spark, impact, alarms })) }),
    });
  }

  /** What buyers ask for and report, what shops send, and what moderators do. */
  private addApi(): void {
    const { opensearch, apiTags: tags, apiAddress: address, allowedOrigins, logsRequests } = this.#surroundings;
    const search = this.apiFunction('search');
    const categories = this.apiFunction('categories');
    const recommend = this.apiFunction('recommend');
    runVariants(recommend);
    const events = this.apiFunction('events');
    const intake = this.apiFunction('intake');
    const bans = this.apiFunction('bans');
    const metrics = this.apiFunction('metrics', 512);
    const openapi = this.apiFunction('openapi', 256);
    for (const fn of [search, categories, recommend, events, intake, bans, metrics])
      grantOpenSearchAccess(fn, opensearch);
    for (const fn of [search, recommend, events, intake, bans, metrics]) grantKafkaAccess(fn, this.#surroundings);
    grantShopKeys(intake, this.#surroundings);
    grantModeratorKeys(bans, this.#surroundings);
    grantHdfsAccess(metrics, this.#surroundings.hdfs, 'metrics');
    grantMetricsKey(metrics, this.#surroundings);
    new MarketplaceApi(this, 'Api', {
      search: search.lambda,
      categories: categories.lambda,
      recommend: recommend.lambda,
      events: events.lambda,
      intake: intake.lambda,
      bans: bans.lambda,
      openapi: openapi.lambda,
      metrics: metrics.lambda,
      tags,
      allowedOrigins,
      logsRequests,
      ...(address && { address }),
      alarms: this.#alarms,
    });
  }

  private apiFunction(name: FunctionName, memorySize = 1_024): PlatformFunction {
    const fn = this.platformFunction(name, { memorySize, timeout: Duration.seconds(10) });
    const { allowedOrigins } = this.#surroundings;
    if (allowedOrigins.length > 0) fn.lambda.addEnvironment(variable.allowedOrigins, allowedOrigins.join(' '));
    return fn;
  }

  /** Alarms to the people on duty. Telegram is on the internet, to which the private network has no way. */
  private addNotifications(): void {
    const notify = this.platformFunction('notify', { memorySize: 256, timeout: minute, reachesInternet: true });
    grantTelegramBot(notify, this.#surroundings);
    this.#alarms.addSubscription(new LambdaSubscription(notify.lambda));
  }

  private kafkaFunction(
    name: FunctionName,
    { consumes, timeout = minute }: Pick<KafkaFunctionProps, 'consumes'> & { readonly timeout?: Duration },
  ): KafkaFunction {
    const fn = new KafkaFunction(this, name, { ...this.common(name), memorySize: 1_024, timeout, consumes });
    this.#functions.push(fn);
    return fn;
  }

  private platformFunction(
    name: FunctionName,
    size: Omit<PlatformFunctionProps, 'code' | 'surroundings' | 'impact' | 'alarms'>,
  ): PlatformFunction {
    const fn = new PlatformFunction(this, name, { ...this.common(name), ...size });
    this.#functions.push(fn);
    return fn;
  }

  private common(name: FunctionName): Pick<PlatformFunctionProps, 'code' | 'surroundings' | 'impact' | 'alarms'> {
    return {
      code: this.#code[name],
      surroundings: this.#surroundings,
      impact: failureImpacts[name],
      alarms: this.#alarms,
    };
  }
}
