import { topicNames } from '../../functions/kafka/topics.ts';
import type { Instance } from '../instance/instance.ts';
import type { MappingStatus } from './event-source-status.ts';
import type { IndexFlow, KafkaFlow, Seen } from './flow.ts';
import type { Picture } from './picture.ts';
import { plainTable } from './table.ts';

const number = new Intl.NumberFormat('ru-RU');
const shownErrors = 3;
const shownReasons = 8;

/** The flow as a person on duty reads it: topics, functions, search, rejections, last errors. */
export function renderPicture(picture: Picture): string {
  return [
    section('Топики', picture.kafka, renderTopics),
    section('Функции', picture.mappings, (mappings) => renderFunctions(mappings, picture.kafka)),
    section('Поиск', picture.index, renderIndex),
    section('Последние ошибки', picture.mappings, renderErrors),
  ].join('\n\n');
}

function section<T>(title: string, seen: Seen<T>, render: (value: T) => string): string {
  return `${title}\n${seen.ok ? render(seen.value) : `  нет данных: ${seen.error}`}`;
}

function renderTopics(kafka: KafkaFlow): string {
  const table = plainTable(['топик', 'записей'], ['left', 'right']);
  for (const topic of topicNames) table.push([topic, number.format(kafka.appended[topic])]);
  return table.toString();
}

function renderFunctions(mappings: readonly MappingStatus[], kafka: Seen<KafkaFlow>): string {
  const table = plainTable(
    ['функция', 'топик', 'отставание', 'записей', 'вызовов', 'повторов', 'состояние'],
    ['left', 'left', 'right', 'right', 'right', 'right', 'left'],
  );
  for (const mapping of mappings) {
    const lag = kafka.ok ? kafka.value.lags.find((group) => group.group === mapping.group)?.lag : undefined;
    table.push([
      mapping.function,
      mapping.topic,
      lag === undefined ? '—' : number.format(lag),
      number.format(mapping.records),
      number.format(mapping.batches),
      number.format(mapping.retries),
      mapping.state,
    ]);
  }
  return table.toString();
}

function renderIndex(index: IndexFlow): string {
  const head = `  найти можно: ${number.format(index.searchable)}   отклонено: ${number.format(index.rejected)}`;
  const reasons = index.reasons
    .slice(0, shownReasons)
    .map(({ reason, count }) => `  ${number.format(count).padStart(5)}  ${reason}`);
  return [head, ...reasons].join('\n');
}

function renderErrors(mappings: readonly MappingStatus[]): string {
  const errors = mappings
    .flatMap((mapping) => (mapping.lastError ? [{ ...mapping.lastError, mapping }] : []))
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, shownErrors);
  if (errors.length === 0) return '  нет';
  return errors
    .map(({ at, message, mapping }) => `  ${at} ${mapping.function} ← ${mapping.topic}: ${message}`)
    .join('\n');
}

/** Where to look: the addresses of a running instance, with what each is for. */
export function renderAddresses(instance: Instance, apiUrl: string): string {
  const { ports } = instance;
  const table = plainTable(['адрес', 'что там'], ['left', 'left']);
  table.push(
    [`localhost:${ports.broker1},${ports.broker2},${ports.broker3}`, 'Kafka (TLS, сертификаты в .local/*/certs)'],
    [`http://localhost:${ports.opensearch}`, 'OpenSearch'],
    [`http://localhost:${ports.nameNode}`, 'HDFS NameNode, WebHDFS'],
    [`http://localhost:${ports.engine}`, 'облако на этой машине (LocalStack-совместимое)'],
    [apiUrl, 'API покупателя (ключ: заголовок x-api-key)'],
    [`http://localhost:${ports.eventSource}/status`, 'источник событий: Kafka → функции'],
    [`http://localhost:${ports.prometheus}`, 'Prometheus: метрики и тревоги'],
    [`http://localhost:${ports.alertmanager}`, 'Alertmanager; что пришло в Telegram: npm run alerts -- inbox'],
  );
  return table.toString();
}
