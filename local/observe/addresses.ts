import type { Instance } from '../instance/instance.ts';
import { plainTable } from './table.ts';

/** Where to look, and what is there. */
export interface Address {
  readonly address: string;
  /** In Russian. */
  readonly what: string;
}

/** The addresses of a running instance; that of the API while somebody knows it. */
export function addressesOf({ ports }: Instance, apiUrl: string | undefined): readonly Address[] {
  return [
    {
      address: `localhost:${ports.broker1},${ports.broker2},${ports.broker3}`,
      what: 'Kafka (TLS; настройки клиентов: npm run kafka:config -- shop)',
    },
    { address: `http://localhost:${ports.opensearch}`, what: 'OpenSearch' },
    { address: `http://localhost:${ports.nameNode}`, what: 'HDFS NameNode, WebHDFS' },
    { address: `http://localhost:${ports.engine}`, what: 'облако на этой машине (LocalStack-совместимое)' },
    ...(apiUrl === undefined
      ? []
      : [{ address: `${apiUrl}/`, what: 'API: описание страницей; ключи: npm run keys -- show buyer' }]),
    { address: `http://localhost:${ports.eventSource}/status`, what: 'источник событий: Kafka → функции' },
    { address: `http://localhost:${ports.prometheus}`, what: 'Prometheus: метрики и тревоги' },
    {
      address: `http://localhost:${ports.alertmanager}`,
      what: 'Alertmanager; что пришло в Telegram: npm run alerts -- inbox',
    },
  ];
}

export function renderAddresses(addresses: readonly Address[]): string {
  const table = plainTable(['адрес', 'что там'], ['left', 'left']);
  for (const { address, what } of addresses) table.push([address, what]);
  return `Адреса\n${table.toString()}`;
}
