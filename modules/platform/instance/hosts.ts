import type { PortName, Ports } from './ports.ts';

/** What an address needs to know of an instance. */
export interface Located {
  readonly ports: Ports;
  /** Whether each of its services has a container, and so a host, of its own; else they are processes of one machine. */
  readonly inContainers: boolean;
}

export const brokerIds = [1, 2, 3] as const;
export type BrokerId = (typeof brokerIds)[number];

/** The host that a service listens on and that others find it by: in containers each service has its own name. */
export const hostOf = ({ inContainers }: Pick<Located, 'inContainers'>, service: string): string =>
  inContainers ? service : '127.0.0.1';

/** A port of a service as `host:port`. */
export const hostPortOf = (located: Located, service: string, port: PortName): string =>
  `${hostOf(located, service)}:${located.ports[port]}`;

export const urlOf = (located: Located, service: string, port: PortName): string =>
  `http://${hostPortOf(located, service, port)}`;

/** A port of a broker as `host:port`; the certificates name these hosts. */
export const brokerHostPort = (
  { inContainers, ports }: Located,
  id: BrokerId,
  port: keyof Ports & `${'broker' | 'brokerInternal' | 'controller'}${BrokerId}`,
): string => `${inContainers ? `broker-${id}` : 'localhost'}:${ports[port]}`;

/** Bootstrap servers for clients, as `host:port`. */
export const bootstrapServers = (located: Located): readonly string[] =>
  brokerIds.map((id) => brokerHostPort(located, id, `broker${id}`));
