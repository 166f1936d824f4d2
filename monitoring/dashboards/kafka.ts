import {
  BytesIEC,
  BytesPerSecondIEC,
  Milliseconds,
  PercentUnit,
  RequestsPerSecond,
  Short,
} from '@grafana/grafana-foundation-sdk/units';
import { perSecond } from './units.ts';
import type { Dashboard } from './dashboard.ts';
import { lines, number } from './panel.ts';
import { prom, promNow } from './query.ts';

const perBroker = (expression: string): ReturnType<typeof prom> => prom(expression, 'брокер {{broker}}');

export const kafka: Dashboard = {
  name: 'kafka',
  title: 'Покупай выгодно: кластер Kafka',
  description: 'Работают ли брокеры, целы ли реплики и успевает ли кластер отвечать.',
  choices: [{ name: 'topic', label: 'Топик', series: 'kafka_server_brokertopicmetrics_messagesin_total', of: 'topic' }],
  rows: [
    {
      title: 'Состояние',
      panels: [
        number({
          title: 'Брокеров в работе',
          description: 'Всего их три. С двумя всё принимается и читается, с одним запись стоит.',
          unit: Short,
          width: 6,
          thresholds: ['red', [2, 'orange'], [3, 'green']],
          alerts: ['BrokerDown'],
          queries: [promNow('sum(kafka:broker_up:bool)', 'брокеров')],
        }),
        number({
          title: 'Активных контроллеров',
          description: 'Должен быть ровно один: он выбирает лидеров разделов.',
          unit: Short,
          width: 6,
          thresholds: ['red', [1, 'green'], [2, 'red']],
          alerts: ['NoActiveController'],
          queries: [promNow('sum(kafka_controller_kafkacontroller_activecontrollercount)', 'контроллеров')],
        }),
        number({
          title: 'Разделы со всеми репликами',
          description: 'Доля разделов, чьи реплики не отстают. Меньше 100 % — запас надёжности меньше обычного.',
          unit: PercentUnit,
          width: 6,
          thresholds: ['red', [0.9, 'orange'], [1, 'green']],
          alerts: ['UnderReplicatedPartitions', 'BelowMinIsr'],
          queries: [
            promNow(
              '1 - kafka:under_replicated_partitions:sum / sum(kafka_server_replicamanager_leadercount)',
              'разделов',
            ),
          ],
        }),
        number({
          title: 'Разделов с лидером',
          description: 'Раздел без лидера нельзя ни читать, ни писать.',
          unit: Short,
          width: 6,
          alerts: ['OfflinePartitions'],
          queries: [promNow('sum(kafka_server_replicamanager_leadercount)', 'разделов')],
        }),
      ],
    },
    {
      title: 'Записи',
      panels: [
        lines({
          title: 'Записи в секунду',
          description: 'Сколько записей приняли брокеры, по топикам.',
          unit: perSecond('записей'),
          width: 12,
          min: 0,
          queries: [
            prom(
              'sum by (topic) (rate(kafka_server_brokertopicmetrics_messagesin_total{topic=~"$topic"}[$__rate_interval]))',
              '{{topic}}',
            ),
          ],
        }),
        lines({
          title: 'Место на диске',
          description: 'Размер журналов всех реплик, по топикам.',
          unit: BytesIEC,
          width: 12,
          min: 0,
          queries: [prom('sum by (topic) (kafka_log_size_bytes{topic=~"$topic"})', '{{topic}}')],
        }),
        lines({
          title: 'Принято и отдано',
          description:
            'Байты в секунду всего кластера. Отдаётся больше, чем принимается: каждую запись читают несколько групп.',
          unit: BytesPerSecondIEC,
          width: 12,
          min: 0,
          queries: [
            prom('sum(rate(kafka_server_brokertopicmetrics_bytesin_total[$__rate_interval]))', 'принято'),
            prom('sum(rate(kafka_server_brokertopicmetrics_bytesout_total[$__rate_interval]))', 'отдано'),
          ],
        }),
        lines({
          title: 'Запросы в секунду',
          description: 'Запросы ко всем брокерам, по видам. FetchFollower — брокеры читают друг у друга.',
          unit: RequestsPerSecond,
          width: 12,
          min: 0,
          queries: [prom('sum by (request) (rate(kafka_network_requests_total[$__rate_interval]))', '{{request}}')],
        }),
      ],
    },
    {
      title: 'Как отвечают брокеры',
      panels: [
        lines({
          title: 'Время записи, 99 %',
          description: 'За столько брокер подтверждает 99 из 100 запросов на запись, когда её приняли две реплики.',
          unit: Milliseconds,
          width: 12,
          min: 0,
          queries: [
            perBroker('max by (broker) (kafka_network_request_totaltimems{request="Produce", quantile="0.99"})'),
          ],
        }),
        lines({
          title: 'Простой обработчиков запросов',
          description: 'Доля времени, когда потоки, исполняющие запросы, свободны. Меньше 30 % — брокер перегружен.',
          unit: PercentUnit,
          width: 12,
          min: 0,
          max: 1,
          thresholds: ['red', [0.3, 'green']],
          alerts: ['UnderReplicatedPartitions'],
          queries: [perBroker('max by (broker) (kafka_server_request_handler_idle_ratio)')],
        }),
        lines({
          title: 'Процессор',
          description: 'Сколько ядер занимает брокер.',
          unit: perSecond('ядро·с'),
          width: 8,
          min: 0,
          queries: [perBroker('sum by (broker) (rate(process_cpu_seconds_total{job="kafka"}[$__rate_interval]))')],
        }),
        lines({
          title: 'Память Java',
          description: 'Занятая куча. Пила — обычная работа сборщика мусора.',
          unit: BytesIEC,
          width: 8,
          min: 0,
          queries: [perBroker('sum by (broker) (jvm_memory_used_bytes{job="kafka", area="heap"})')],
        }),
        lines({
          title: 'Лидеров у брокера',
          description:
            'Скольким разделам брокер лидер. После остановки брокера лидеры переходят к другим и возвращаются не сразу.',
          unit: Short,
          width: 8,
          min: 0,
          queries: [perBroker('max by (broker) (kafka_server_replicamanager_leadercount)')],
        }),
      ],
    },
  ],
};
