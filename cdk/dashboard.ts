import { Duration } from 'aws-cdk-lib/core';
import { Dashboard, GraphWidget, TextWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { lambdaName, stackName } from '../modules/platform/function-names.ts';
import { customMetric } from './custom-metric.ts';
import { KafkaFunction } from './kafka-function.ts';
import type { PlatformFunction } from './platform-function.ts';
import { stageName } from './stage-name.ts';

const period = Duration.minutes(1);

/** The state of the functions in CloudWatch, from AWS's own metrics and from those that functions write into their logs. */
export class PlatformDashboard extends Construct {
  constructor(scope: Construct, id: string, functions: readonly PlatformFunction[]) {
    super(scope, id);
    const consumers = functions.filter((fn) => fn instanceof KafkaFunction);
    const search = { service: stageName(this, lambdaName('search')) };
    const analytics = { service: stageName(this, lambdaName('analytics')) };
    const batches = consumers.flatMap((consumer) =>
      consumer.topics.map((topic) => ({ service: consumer.lambdaName, topic })),
    );
    const widgets: IWidget[][] = [
      [new TextWidget({ markdown: '# Покупай выгодно: функции', width: 24, height: 1 })],
      [
        graph('Вызовы', functions, ({ lambda }) => lambda.metricInvocations({ statistic: 'Sum', period })),
        graph('Ошибки', functions, ({ lambda }) => lambda.metricErrors({ statistic: 'Sum', period })),
        graph('Длительность, p95', functions, ({ lambda }) => lambda.metricDuration({ statistic: 'p95', period })),
      ],
      [
        graph('Записей в пакетах', batches, (dimensions) => custom('records', 'Sum', dimensions)),
        graph('Возраст самой старой записи пакета', batches, (dimensions) =>
          custom('oldest_record_age_ms', 'Maximum', dimensions),
        ),
        graph(
          'Отставание, секунд',
          consumers.flatMap(({ lags }) => lags),
          (metric) => metric,
        ),
      ],
      [
        graph('Аналитика: запуски и ошибки', ['runs', 'failures'], (name) => custom(name, 'Sum', analytics)),
        graph('Аналитика: длительность', ['duration_ms'], (name) => custom(name, 'Maximum', analytics)),
        graph('Аналитика: строк в результатах', ['rows'], (name) => custom(name, 'Maximum', analytics)),
      ],
      [
        new GraphWidget({
          title: 'Поиск: запросы и запросы без результатов',
          left: ['searches', 'searches_without_results'].map((name) => custom(name, 'Sum', search)),
          width: 12,
        }),
        new GraphWidget({
          title: 'Поиск: время, p95',
          left: [custom('search_ms', 'p95', search)],
          width: 12,
        }),
      ],
    ];
    new Dashboard(this, 'Dashboard', { dashboardName: stageName(this, stackName), widgets });
  }
}

const graph = <T>(title: string, items: readonly T[], metric: (item: T) => IMetric): GraphWidget =>
  new GraphWidget({ title, left: items.map((item) => metric(item)), width: 8 });

const custom = (metricName: string, statistic: string, dimensionsMap: Record<string, string>): IMetric =>
  customMetric({ metricName, statistic, period, dimensionsMap });
