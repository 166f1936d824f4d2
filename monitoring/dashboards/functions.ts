import { Milliseconds, Seconds } from '@grafana/grafana-foundation-sdk/units';
import { functionNames, lambdaName, type FunctionName } from '../../modules/platform/function-names.ts';
import { mappingGroups } from '../../modules/platform/access.ts';
import type { Dashboard } from './dashboard.ts';
import { customMetric } from './custom-metric.ts';
import { lines, type NumberedPanel } from './panel.ts';
import { cloudwatch, type CloudWatchMetric, type Query } from './query.ts';
import { of } from './units.ts';

type Statistic = CloudWatchMetric['statistic'];

const consumers: ReadonlySet<string> = new Set(mappingGroups.map(({ functionName }) => functionName));
const isConsumer = (name: FunctionName): boolean => consumers.has(name);
/** Functions that answer requests. notify runs only when there is an alarm, and analytics has a row of its own. */
const answering = functionNames.filter((name) => !isConsumer(name) && name !== 'notify' && name !== 'analytics');
const consuming = functionNames.filter((name) => isConsumer(name));

const lambda = (fn: FunctionName, name: string, statistic: Statistic, legend: string): Query =>
  cloudwatch({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName: lambdaName(fn) }, statistic }, legend);

const callsAndErrors = (functions: readonly FunctionName[]): Query[] => [
  ...functions.map((fn) => lambda(fn, 'Invocations', 'Sum', fn)),
  ...functions.map((fn) => lambda(fn, 'Errors', 'Sum', `${fn}: ошибки`)),
];

const durations = (functions: readonly FunctionName[]): Query[] =>
  functions.map((fn) => lambda(fn, 'Duration', 'p95', fn));

/** A metric of each topic that functions consume. */
const ofBatches = (name: string, statistic: Statistic): Query[] =>
  consuming.flatMap((fn) =>
    mappingGroups
      .filter(({ functionName }) => functionName === fn)
      .map(({ topic }) => customMetric({ fn, name, statistic, topic }, `${fn} ← ${topic}`)),
  );

const filtered = (name: string, legend: string): Query =>
  customMetric({ fn: 'filter', name, statistic: 'Sum', topic: 'products' }, legend);

const lags: Query[] = mappingGroups.map(({ group, topic }) =>
  cloudwatch(
    {
      namespace: 'AWS/Kafka',
      name: 'EstimatedMaxTimeLag',
      dimensions: { 'Cluster Name': 'marketplace', 'Consumer Group': group, Topic: topic },
      statistic: 'Maximum',
    },
    group,
  ),
);

const answers = (name: string, legend: (fn: string) => string): Query[] =>
  answering.map((fn) => customMetric({ fn, name, statistic: 'Sum' }, legend(fn)));

/** How often functions are called and fail, and how long they take. */
const work = (
  functions: readonly FunctionName[],
  { calls, call, alert }: { readonly calls: string; readonly call: string; readonly alert: string },
): NumberedPanel[] => [
  lines({
    title: 'Вызовы и ошибки за минуту',
    description: calls,
    unit: of('вызовов'),
    width: 12,
    min: 0,
    alerts: [alert],
    queries: callsAndErrors(functions),
  }),
  lines({
    title: 'Длительность, 95 %',
    description: `За столько заканчиваются 95 из 100 ${call}.`,
    unit: Milliseconds,
    width: 12,
    min: 0,
    alerts: [alert],
    queries: durations(functions),
  }),
];

export const functions: Dashboard = {
  name: 'functions',
  title: 'Покупай выгодно: функции',
  description: 'Функции глазами облака: сколько их вызывают, как часто они ошибаются и как долго работают.',
  rows: [
    {
      title: 'Функции потока',
      panels: [
        ...work(consuming, {
          calls: 'Ошибка не теряет записей: пакет придёт снова.',
          call: 'вызовов',
          alert: 'FunctionFailing',
        }),
        lines({
          title: 'Записей за минуту',
          description: 'Сколько записей было в пакетах.',
          unit: of('записей'),
          width: 12,
          min: 0,
          queries: ofBatches('records', 'Sum'),
        }),
        lines({
          title: 'Возраст самой старой записи пакета',
          description: 'На пути к поиску (filter, index) обещано не больше 10 секунд; архив ждёт намеренно.',
          unit: Milliseconds,
          width: 12,
          min: 0,
          alerts: ['ProductsLate'],
          queries: ofBatches('oldest_record_age_ms', 'Maximum'),
        }),
        lines({
          title: 'Что решил фильтр, за минуту',
          description: 'Пропущено, отклонено, снято с показа и не прочитано.',
          unit: of('товаров'),
          width: 12,
          min: 0,
          alerts: ['RejectedShareJump', 'DeadLettersArrived'],
          queries: [
            filtered('allowed', 'пропущено'),
            filtered('rejected', 'отклонено'),
            filtered('withdrawn', 'снято'),
            filtered('dead_lettered', 'не прочитано'),
          ],
        }),
        lines({
          title: 'Отставание групп',
          description: 'Через столько группа догонит конец топика, по оценке Kafka. Архив отстаёт намеренно.',
          unit: Seconds,
          width: 12,
          min: 0,
          alerts: ['ConsumerLagGrowing'],
          queries: lags,
        }),
      ],
    },
    {
      title: 'Функции API',
      panels: [
        ...work(answering, {
          calls: 'Ошибка здесь — вызов, который не ответил. metrics опрашивает Prometheus каждые 10 секунд.',
          call: 'вызовов',
          alert: 'ApiDown',
        }),
        lines({
          title: 'Ответы и сбои за минуту',
          description: 'Удачные ответы и сбои (5xx), по функциям.',
          unit: of('ответов'),
          width: 12,
          min: 0,
          alerts: ['ApiDown', 'SearchFailing'],
          queries: [...answers('answers_2xx', (fn) => fn), ...answers('answers_5xx', (fn) => `${fn}: сбои`)],
        }),
        lines({
          title: 'Запросы к API за минуту',
          description: 'Все запросы, отказы (4xx) и сбои (5xx), как их считает шлюз.',
          unit: of('запросов'),
          width: 12,
          min: 0,
          alerts: ['ApiDown'],
          queries: [
            ['Count', 'все'],
            ['4XXError', 'отказы'],
            ['5XXError', 'сбои'],
          ].map(([name = '', legend = '']) =>
            cloudwatch(
              { namespace: 'AWS/ApiGateway', name, dimensions: { ApiName: 'marketplace' }, statistic: 'Sum' },
              legend,
            ),
          ),
        }),
      ],
    },
    {
      title: 'Аналитика',
      panels: [
        ...work(['analytics'], {
          calls: 'Анализ идёт по расписанию, каждые 10 минут.',
          call: 'анализов',
          alert: 'AnalysisOverdue',
        }),
      ],
    },
  ],
};
