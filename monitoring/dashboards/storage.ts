import {
  BytesIEC,
  BytesPerSecondIEC,
  Mebibytes,
  Milliseconds,
  PercentUnit,
  Seconds,
  Short,
} from '@grafana/grafana-foundation-sdk/units';
import type { FunctionName } from '../../modules/platform/function-names.ts';
import { mappingGroups } from '../../modules/platform/access.ts';
import { customMetric } from './custom-metric.ts';
import type { Dashboard } from './dashboard.ts';
import { lines, number } from './panel.ts';
import { prom, promNow, type Query } from './query.ts';
import { of } from './units.ts';

const analytics = (name: string, statistic: 'Sum' | 'Maximum', legend: string): Query =>
  customMetric({ fn: 'analytics', name, statistic }, legend);

const archive: FunctionName = 'archive';
const archivedTopics = mappingGroups.filter(({ functionName }) => functionName === archive).map(({ topic }) => topic);

const archived = (name: string): Query[] =>
  archivedTopics.map((topic) => customMetric({ fn: archive, name, statistic: 'Sum', topic }, topic));

export const storage: Dashboard = {
  name: 'storage',
  title: 'Покупай выгодно: HDFS и аналитика',
  description: 'Хватает ли места, цел ли архив, и вовремя ли выходит анализ.',
  last: '3h',
  rows: [
    {
      title: 'Главное',
      panels: [
        number({
          title: 'Работающих DataNode',
          description: 'Без них файлы не читаются и не пишутся.',
          unit: Short,
          width: 6,
          thresholds: ['red', [1, 'green']],
          alerts: ['DataNodeDown', 'NameNodeDown'],
          queries: [promNow('max(fs_namesystem_num_live_data_nodes)', 'DataNode')],
        }),
        number({
          title: 'Свободно места',
          description: 'Когда место кончится, архив и аналитика остановятся.',
          unit: PercentUnit,
          width: 6,
          decimals: 1,
          thresholds: ['red', [0.1, 'orange'], [0.2, 'green']],
          alerts: ['HdfsNearlyFull'],
          queries: [promNow('max(fs_namesystem_capacity_remaining / (fs_namesystem_capacity_total > 0))', 'свободно')],
        }),
        number({
          title: 'Целые блоки',
          description: 'Доля блоков, у которых есть хоть одна неиспорченная копия.',
          unit: PercentUnit,
          width: 6,
          decimals: 2,
          thresholds: ['red', [1, 'green']],
          alerts: ['DataNodeDown', 'HdfsSafeMode'],
          queries: [promNow('1 - max(fs_namesystem_missing_blocks / (fs_namesystem_blocks_total > 0))', 'целых')],
        }),
        number({
          title: 'Последний анализ',
          description: 'Сколько назад вышел последний анализ. Он идёт каждые 10 минут.',
          unit: Seconds,
          width: 6,
          thresholds: ['green', [1200, 'orange'], [2100, 'red']],
          alerts: ['AnalysisOverdue'],
          queries: [promNow('time() - max(marketplace_last_analysis_timestamp_seconds)', 'назад')],
        }),
      ],
    },
    {
      title: 'HDFS',
      panels: [
        lines({
          title: 'Занято',
          description: 'Сколько занимают файлы HDFS со всеми копиями.',
          unit: BytesIEC,
          width: 8,
          min: 0,
          alerts: ['HdfsNearlyFull'],
          queries: [prom('max(fs_namesystem_capacity_used)', 'занято')],
        }),
        lines({
          title: 'Файлы и блоки',
          description: 'Архив раз в день складывает мелкие файлы в большие: тогда их становится меньше.',
          unit: Short,
          width: 8,
          min: 0,
          queries: [
            prom('max(fs_namesystem_files_total)', 'файлы и папки'),
            prom('max(fs_namesystem_blocks_total)', 'блоки'),
          ],
        }),
        lines({
          title: 'Чтение и запись',
          description: 'Байты в секунду через DataNode.',
          unit: BytesPerSecondIEC,
          width: 8,
          min: 0,
          queries: [
            prom('sum(rate(datanode_bytes_written[5m]))', 'запись'),
            prom('sum(rate(datanode_bytes_read[5m]))', 'чтение'),
          ],
        }),
        lines({
          title: 'Память Java',
          description: 'Занятая куча серверов HDFS.',
          unit: Mebibytes,
          width: 12,
          min: 0,
          queries: [prom('max by (server) (jvm_metrics_mem_heap_used_m)', '{{server}}')],
        }),
        lines({
          title: 'Изменения файловой системы',
          description: 'Сколько изменений NameNode записал с последней контрольной точки.',
          unit: Short,
          width: 12,
          min: 0,
          queries: [prom('max(fs_namesystem_transactions_since_last_checkpoint)', 'изменений')],
        }),
      ],
    },
    {
      title: 'Архив',
      panels: [
        lines({
          title: 'Отставание архива',
          description:
            'Архив копит записи, чтобы не писать мелких файлов, поэтому отставание — пила. Тревожно, когда оно только растёт.',
          unit: of('записей'),
          width: 8,
          min: 0,
          alerts: ['ConsumerLagGrowing'],
          queries: [prom('max by (topic) (marketplace_consumer_lag_records{group=~"archive-.*"})', '{{topic}}')],
        }),
        lines({
          title: 'Записей в архив за минуту',
          description: 'Сколько записей легло в /raw, по топикам.',
          unit: of('записей'),
          width: 8,
          min: 0,
          queries: archived('archived'),
        }),
        lines({
          title: 'Файлов архива за минуту',
          description: 'Сколько файлов Parquet появилось в /raw, по топикам.',
          unit: of('файлов'),
          width: 8,
          min: 0,
          queries: archived('files'),
        }),
      ],
    },
    {
      title: 'Аналитика',
      panels: [
        lines({
          title: 'Запуски анализа',
          description: 'Удачные запуски и ошибки за минуту.',
          unit: of('запусков'),
          width: 8,
          min: 0,
          alerts: ['AnalysisOverdue'],
          queries: [analytics('runs', 'Sum', 'удачные'), analytics('failures', 'Sum', 'ошибки')],
        }),
        lines({
          title: 'Длительность анализа',
          description: 'Самый долгий запуск минуты. Дольше 10 минут он бы задерживал следующий.',
          unit: Milliseconds,
          width: 8,
          min: 0,
          alerts: ['AnalysisOverdue'],
          queries: [analytics('duration_ms', 'Maximum', 'длительность')],
        }),
        lines({
          title: 'Строк в результатах',
          description: 'Сколько строк посчитал анализ. Внезапно мало — проверьте архив.',
          unit: of('строк'),
          width: 8,
          min: 0,
          queries: [analytics('rows', 'Maximum', 'строк')],
        }),
        lines({
          title: 'Результаты в OpenSearch',
          description: 'Документы, которые оставил последний анализ.',
          unit: Short,
          width: 24,
          min: 0,
          queries: [
            prom(
              'max by (index) (marketplace_index_documents{index=~"category_analytics|price_trends|query_analytics|popular_products|recommendations"})',
              '{{index}}',
            ),
          ],
        }),
      ],
    },
  ],
};
