import { Milliseconds, PercentUnit, Seconds, Short } from '@grafana/grafana-foundation-sdk/units';
import type { Dashboard } from './dashboard.ts';
import { bars, lines, number } from './panel.ts';
import { prom, promNow, type Query } from './query.ts';
import { searchableProducts } from './searchable-products.ts';
import { perSecond } from './units.ts';

const arrived = 'kafka_server_brokertopicmetrics_messagesin_total';

const outcome = (topic: string, legend: string): Query =>
  prom(`sum(rate(${arrived}{topic="${topic}"}[$__rate_interval]))`, legend);

/** Of what shops sent within an hour, the share that came to a topic. */
const share = (topic: string): string =>
  `sum(increase(${arrived}{topic="${topic}"}[1h])) / (sum(increase(${arrived}{topic="products"}[1h])) > 0)`;

export const flow: Dashboard = {
  name: 'flow',
  title: 'Покупай выгодно: поток товаров',
  description: 'Что стало с товарами магазинов, как быстро они попадают в поиск и что отстаёт.',
  rows: [
    {
      title: 'Главное',
      panels: [
        searchableProducts,
        number({
          title: 'Товар в поиске за 10 секунд',
          description: 'Доля времени, когда на пути к поиску не было записи старше 10 секунд. Обещано 99 %.',
          unit: PercentUnit,
          width: 6,
          decimals: 2,
          thresholds: ['red', [0.95, 'orange'], [0.99, 'green']],
          alerts: ['ProductsLate', 'CatalogueStale'],
          queries: [promNow('1 - avg_over_time(marketplace:product_late:bool[$__range])', 'вовремя')],
        }),
        number({
          title: 'Отклонено за час',
          description:
            'Доля товаров, которые попали под правила запрета. Скачок бывает от правила, которое задело лишнее.',
          unit: PercentUnit,
          width: 6,
          decimals: 1,
          thresholds: ['green', [0.2, 'orange'], [0.5, 'red']],
          alerts: ['RejectedShareJump'],
          queries: [promNow(share('rejected_products'), 'отклонено')],
        }),
        number({
          title: 'Прочитано без ошибки за час',
          description: 'Доля записей, которые удалось прочесть и обработать; остальные лежат в dead_letters.',
          unit: PercentUnit,
          width: 6,
          decimals: 1,
          thresholds: ['red', [0.9, 'orange'], [0.98, 'green']],
          alerts: ['DeadLettersArrived'],
          queries: [promNow(`1 - ${share('dead_letters')}`, 'без ошибки')],
        }),
      ],
    },
    {
      title: 'Товары',
      panels: [
        lines({
          title: 'Товары в секунду, по исходу',
          description: 'Прислано магазинами, пропущено к покупателям, отклонено и не прочитано.',
          unit: perSecond('товаров'),
          width: 12,
          min: 0,
          alerts: ['DeadLettersArrived', 'RejectedShareJump'],
          queries: [
            outcome('products', 'прислано'),
            outcome('filtered_products', 'пропущено'),
            outcome('rejected_products', 'отклонено'),
            outcome('dead_letters', 'не прочитано'),
          ],
        }),
        lines({
          title: 'Свежесть поиска',
          description:
            'Сколько прошло с самого нового изменения, которое видят покупатели. Растёт и тогда, когда магазины молчат.',
          unit: Seconds,
          width: 12,
          min: 0,
          alerts: ['CatalogueStale'],
          queries: [prom('max(marketplace_freshness_seconds)', 'самое новое изменение')],
        }),
        bars({
          title: 'Отклонены сейчас, по правилам',
          description:
            'Сколько товаров сейчас держит каждое правило запрета; товар под двумя правилами посчитан дважды.',
          unit: Short,
          width: 12,
          min: 0,
          alerts: ['RejectedShareJump'],
          queries: [promNow('sort_desc(sum by (rule) (marketplace_rejected_products) > 0)', '{{rule}}')],
        }),
        lines({
          title: 'Ждут обработки',
          description:
            'Записи, которых группа ещё не обработала, и те, что лежат в dead_letters. Архив копит записи намеренно, его отставание — пила.',
          unit: Short,
          width: 12,
          height: 12,
          min: 0,
          alerts: ['ConsumerLagGrowing', 'DeadLettersArrived'],
          queries: [
            prom('max by (group) (marketplace_consumer_lag_records)', '{{group}}'),
            prom('max(marketplace_dead_letters_waiting)', 'dead_letters'),
          ],
        }),
      ],
    },
    {
      title: 'Функции потока',
      panels: [
        lines({
          title: 'Обработано записей в секунду',
          description: 'Записи, которые функции получили и подтвердили.',
          unit: perSecond('записей'),
          width: 12,
          min: 0,
          alerts: ['EventSourceDown', 'FunctionFailing'],
          queries: [
            prom(
              'sum by (function, topic) (rate(event_source_records_total[$__rate_interval]))',
              '{{function}} ← {{topic}}',
            ),
          ],
        }),
        lines({
          title: 'Возраст самой старой записи',
          description:
            'Сколько ждёт запись, которая взята из Kafka и ещё не отдана функции. На пути к поиску — не больше 10 секунд.',
          unit: Seconds,
          width: 12,
          min: 0,
          alerts: ['ProductsLate'],
          queries: [
            prom('max by (function, topic) (event_source_oldest_record_age_seconds)', '{{function}} ← {{topic}}'),
          ],
        }),
        lines({
          title: 'Записей в пакете',
          description:
            'Сколько записей функция получает за один вызов. Большие пакеты — признак нагрузки или отставания.',
          unit: Short,
          width: 12,
          min: 0,
          queries: [
            prom(
              'sum by (function, topic) (increase(event_source_records_total[5m])) / (sum by (function, topic) (increase(event_source_batches_total[5m])) > 0)',
              '{{function}} ← {{topic}}',
            ),
          ],
        }),
        lines({
          title: 'Длительность вызова, 95 %',
          description: 'За столько отвечают 95 из 100 вызовов, считая облако.',
          unit: Milliseconds,
          width: 12,
          min: 0,
          alerts: ['FunctionFailing'],
          queries: [
            prom(
              '1000 * histogram_quantile(0.95, sum by (function, le) (increase(event_source_invoke_duration_seconds_bucket[5m])))',
              '{{function}}',
            ),
          ],
        }),
      ],
    },
  ],
};
