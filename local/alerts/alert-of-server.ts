/** Which alert of Prometheus tells that a server is away, and with which other label; of the rest there is none. */
const alerts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'broker-1': { alertname: 'BrokerDown', broker: '1' },
  'broker-2': { alertname: 'BrokerDown', broker: '2' },
  'broker-3': { alertname: 'BrokerDown', broker: '3' },
  opensearch: { alertname: 'OpenSearchDown' },
  namenode: { alertname: 'NameNodeDown' },
  datanode: { alertname: 'DataNodeDown' },
  'event-source': { alertname: 'EventSourceDown' },
  engine: { alertname: 'ApiDown' },
};

export const alertOfServer = (server: string): Readonly<Record<string, string>> | undefined => alerts[server];
