import { portsAt, type PortName } from '../../modules/platform/instance/ports.ts';
import type { Service } from '../services/service.ts';
import { servers, services } from '../services/services.ts';
import {
  bounded,
  completed,
  engines,
  healthcheck,
  healthy,
  lasting,
  oneShot,
  onlyHere,
  platformImage,
  state,
  type ComposeService,
} from './container-settings.ts';

/** Ports that people use; the others stay between the containers. */
const published: ReadonlySet<PortName> = new Set([
  'broker1',
  'broker2',
  'broker3',
  'opensearch',
  'nameNode',
  'dataNode',
  'engine',
  'eventSource',
  'prometheus',
  'alertmanager',
  'telegram',
]);

/** Most memory of a service, a good half more than it takes under load. */
const memory: Readonly<Record<string, string>> = {
  opensearch: '1500m',
  engine: '4g',
  'event-source': '768m',
  prometheus: '512m',
  namenode: '640m',
  datanode: '640m',
  'broker-1': '768m',
  'broker-2': '768m',
  'broker-3': '768m',
};
const usually = '256m';
const provisionMemoryLimit = '1500m';

/** Services that need what `provision` makes: topics, or the stack. */
const afterProvision: ReadonlySet<string> = new Set(['event-source', 'emf', 'prometheus']);
const afterOthers: Readonly<Record<string, ComposeService>> = {
  alertmanager: healthy('telegram'),
  prometheus: healthy('alertmanager'),
};

/** Whom messages go to; without them, to the stand-in for Telegram. */
const bot = {
  environment: {
    TELEGRAM_BOT_TOKEN: '${TELEGRAM_BOT_TOKEN:-}',
    TELEGRAM_CHAT_ID: '${TELEGRAM_CHAT_ID:-}',
  },
};
const knowsBot: ReadonlySet<string> = new Set(['telegram', 'alertmanager']);

const fromImage = { image: platformImage, pull_policy: 'never', init: true, volumes: [state] };

/** The same services as `npm start` has, each in a container that has its name. */
export const platformContainers = (): Readonly<Record<string, ComposeService>> => ({
  prepare: {
    ...oneShot(usually),
    ...fromImage,
    pull_policy: 'build',
    build: { context: '.', dockerfile: 'local/compose/Dockerfile' },
    command: ['prepare'],
  },
  ...Object.fromEntries(services.map((service) => [containerOf(service), containerFor(service)])),
  provision: {
    ...oneShot(provisionMemoryLimit),
    ...fromImage,
    ...bot,
    command: ['provision'],
    depends_on: { ...healthy(...servers.filter(({ name }) => name !== 'engine').map(({ name }) => name)), ...engines },
  },
  sample: {
    ...oneShot(provisionMemoryLimit),
    ...fromImage,
    command: ['sample'],
    depends_on: healthy('event-source'),
  },
  tools: {
    ...bounded(provisionMemoryLimit),
    ...fromImage,
    entrypoint: ['npm', 'run', '--silent'],
    restart: 'no',
    profiles: ['tools'],
  },
});

const containerOf = ({ name }: Service): string => (name === 'engine' ? 'ministack' : name);

function containerFor(service: Service): ComposeService {
  const { name } = service;
  const ports = portsAt(0);
  const open = service.ports.filter((port) => published.has(port)).map((port) => onlyHere(ports[port]));
  return {
    ...lasting(memory[name] ?? usually),
    ...fromImage,
    ...(knowsBot.has(name) && bot),
    command: ['serve', name],
    hostname: name,
    ...(name === 'engine' && { profiles: ['ministack'], networks: { default: { aliases: ['engine'] } } }),
    ...(open.length > 0 && { ports: open }),
    depends_on: {
      ...completed('prepare', ...(afterProvision.has(name) ? ['provision'] : [])),
      ...afterOthers[name],
    },
    healthcheck: healthcheck(
      ['node', 'local/compose/container.ts', 'health', name],
      Math.ceil(service.readyTimeoutMs / 1_000),
    ),
    stop_grace_period: `${Math.ceil(service.stopTimeoutMs / 1_000) + 5}s`,
  };
}
