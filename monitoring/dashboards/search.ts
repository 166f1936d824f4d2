import { Milliseconds, PercentUnit, Short } from '@grafana/grafana-foundation-sdk/units';
import type { FunctionName } from '../../modules/platform/function-names.ts';
import type { Dashboard } from './dashboard.ts';
import { dataSources } from './data-sources.ts';
import { customMetric } from './custom-metric.ts';
import { lines, number, table } from './panel.ts';
import { countsInTime, countsInTotal, prom, promNow, type Query } from './query.ts';
import { of, perSecond } from './units.ts';

/** What buyers searched for has no action, what they did has one. */
const searches = 'NOT _exists_:action_name';

const custom = (fn: FunctionName, name: string, statistic: 'Sum' | 'p95', legend: string): Query =>
  customMetric({ fn, name, statistic }, legend);

/** How requests to a function ended. */
const answersOf = (fn: FunctionName): Query[] => [
  custom(fn, 'answers_2xx', 'Sum', 'удачные'),
  custom(fn, 'answers_4xx', 'Sum', 'отказы'),
  custom(fn, 'answers_5xx', 'Sum', 'сбои'),
];

export const search: Dashboard = {
  name: 'search',
  title: 'Покупай выгодно: поиск и рекомендации',
  description: 'Что ищут покупатели, находят ли, как быстро отвечает поиск и что советуют рекомендации.',
  last: '6h',
  rows: [
    {
      title: 'Главное',
      panels: [
        number({
          title: 'Поиск отвечает',
          description: 'Доля проверок, при которых OpenSearch ответил. Обещано 99,9 %.',
          unit: PercentUnit,
          width: 6,
          decimals: 2,
          thresholds: ['red', [0.99, 'orange'], [0.999, 'green']],
          alerts: ['SearchFailing', 'OpenSearchDown', 'OpenSearchRed'],
          queries: [promNow('1 - avg_over_time(marketplace:search_failing:bool[$__range])', 'без ошибки')],
        }),
        number({
          title: 'Запросов всего',
          description: 'Сколько запросов покупателей хранится.',
          unit: Short,
          width: 6,
          queries: [promNow('max(marketplace_searches)', 'запросов')],
        }),
        number({
          title: 'Запросов с результатами',
          description:
            'Доля запросов, на которые что-то нашлось. Меньше 80 % — покупатели ищут то, чего нет, или поиск их не понимает.',
          unit: PercentUnit,
          width: 6,
          decimals: 1,
          thresholds: ['red', [0.7, 'orange'], [0.8, 'green']],
          queries: [
            promNow(
              '1 - max(marketplace_searches_without_results) / (max(marketplace_searches) > 0)',
              'с результатами',
            ),
          ],
        }),
        number({
          title: 'Товаров с рекомендациями',
          description: 'Для стольких товаров последний анализ нашёл, что смотрят вместе с ними.',
          unit: Short,
          width: 6,
          alerts: ['AnalysisOverdue'],
          queries: [promNow('max(marketplace_index_documents{index="recommendations"})', 'товаров')],
        }),
      ],
    },
    {
      title: 'Запросы покупателей',
      panels: [
        lines({
          title: 'Запросы в секунду',
          description: 'Все запросы и те, на которые ничего не нашлось.',
          unit: perSecond('запросов'),
          width: 12,
          min: 0,
          queries: [
            prom('clamp_min(sum(deriv(marketplace_searches[$__rate_interval])), 0)', 'все'),
            prom('clamp_min(sum(deriv(marketplace_searches_without_results[$__rate_interval])), 0)', 'без результатов'),
          ],
        }),
        lines({
          title: 'Покупатели ищут и смотрят',
          description: 'Запросы и разные сеансы, в которых искали.',
          unit: Short,
          width: 12,
          min: 0,
          queries: [
            countsInTime({ source: dataSources.clientQueries, query: searches }, 'запросы'),
            countsInTime({ source: dataSources.clientQueries, query: searches, unique: 'client_id' }, 'сеансы'),
          ],
        }),
        lines({
          title: 'Действия покупателей',
          description: 'Что покупатели делали с найденным: открывали, клали в корзину, покупали.',
          unit: of('действий'),
          width: 8,
          min: 0,
          queries: [
            countsInTime({
              source: dataSources.clientQueries,
              query: '_exists_:action_name',
              by: { field: 'action_name', size: 5 },
            }),
          ],
        }),
        table({
          title: 'Что ищут чаще всего',
          description: 'Самые частые запросы за показанное время.',
          unit: Short,
          width: 8,
          queries: [
            countsInTotal({
              source: dataSources.clientQueries,
              query: searches,
              by: { field: 'user_query.keyword', size: 20 },
            }),
          ],
        }),
        table({
          title: 'Чего не находят',
          description: 'Самые частые запросы без результатов: чего не хватает каталогу или чего не понимает поиск.',
          unit: Short,
          width: 8,
          queries: [
            countsInTotal({
              source: dataSources.clientQueries,
              query: `${searches} AND query_attributes.total:0`,
              by: { field: 'user_query.keyword', size: 20 },
            }),
          ],
        }),
      ],
    },
    {
      title: 'Ответы',
      panels: [
        lines({
          title: 'Время поиска, 95 %',
          description: 'За столько OpenSearch отвечает на 95 из 100 запросов; первая строка — вместе с функцией.',
          unit: Milliseconds,
          width: 12,
          min: 0,
          alerts: ['SearchFailing'],
          queries: [
            custom('search', 'duration_ms', 'p95', 'функция и поиск'),
            custom('search', 'search_ms', 'p95', 'поиск'),
          ],
        }),
        lines({
          title: 'Время рекомендаций, 95 %',
          description: 'За столько готовы 95 из 100 подборок.',
          unit: Milliseconds,
          width: 12,
          min: 0,
          queries: [custom('recommend', 'duration_ms', 'p95', 'рекомендации')],
        }),
        lines({
          title: 'Ответы поиска за минуту',
          description: 'Удачные ответы, отказы покупателю (4xx) и сбои (5xx).',
          unit: of('ответов'),
          width: 12,
          min: 0,
          alerts: ['SearchFailing', 'ApiDown'],
          queries: answersOf('search'),
        }),
        lines({
          title: 'Ответы рекомендаций за минуту',
          description: 'Удачные ответы, отказы покупателю (4xx) и сбои (5xx).',
          unit: of('ответов'),
          width: 12,
          min: 0,
          alerts: ['ApiDown'],
          queries: answersOf('recommend'),
        }),
      ],
    },
  ],
};
