import { portsAt, type PortName } from '../../modules/platform/instance/ports.ts';
import { cpuShares } from '../instance/niceness.ts';
import type { Service } from '../services/service.ts';
import { servers, services } from '../services/services.ts';
import { healthOf, isDone } from './health.ts';
import {
  bounded,
  completed,
  engines,
  fromImage,
  healthcheck,
  healthy,
  lasting,
  oneShot,
  onlyHere,
  state,
  unless,
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
  engine: '3g',
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
const sampleMemoryLimit = '512m';
/** A deployment takes half a minute; on a busy machine it takes several. */
const provisionSeconds = 600;

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
    TELEGRAM_THREAD_ID: '${TELEGRAM_THREAD_ID:-}',
    TELEGRAM_THREAD_ID_CRITICAL: '${TELEGRAM_THREAD_ID_CRITICAL:-}',
    TELEGRAM_THREAD_ID_WARNING: '${TELEGRAM_THREAD_ID_WARNING:-}',
    ALERT_TIME_ZONE: '${ALERT_TIME_ZONE:-}',
    RUNBOOK_URL: '${RUNBOOK_URL:-}',
  },
};
const knowsBot: ReadonlySet<string> = new Set(['telegram', 'alertmanager']);

const platform = { ...fromImage, volumes: [state] };

/** The same services as `npm start` has, each in a container that has its name. */
export const platformContainers = (): Readonly<Record<string, ComposeService>> => ({
  prepare: {
    ...oneShot(usually),
    ...platform,
    pull_policy: 'build',
    build: { context: '.', dockerfile: 'local/compose/Dockerfile' },
    command: ['prepare'],
  },
  ...Object.fromEntries(services.map((service) => [containerOf(service), containerFor(service)])),
  provision: {
    ...lasting(provisionMemoryLimit),
    ...platform,
    ...bot,
    command: ['provision'],
    depends_on: { ...healthy(...servers.filter(({ name }) => name !== 'engine').map(({ name }) => name)), ...engines },
    healthcheck: healthcheck(isDone, provisionSeconds),
  },
  sample: {
    ...oneShot(sampleMemoryLimit),
    ...platform,
    command: ['sample'],
    depends_on: healthy('event-source'),
  },
  tools: {
    ...bounded(provisionMemoryLimit),
    ...platform,
    entrypoint: ['node', 'local/compose/container.ts', 'tools'],
    restart: 'no',
    profiles: ['tools'],
  },
});

/** `npm start` waits for as long as a server makes progress; Docker does not see that. */
const patience = 3;

const containerOf = ({ name }: Service): string => (name === 'engine' ? 'ministack' : name);

function containerFor(service: Service): ComposeService {
  const { name } = service;
  const ports = portsAt(0);
  const open = service.ports.filter((port) => published.has(port)).map((port) => onlyHere(ports[port]));
  return {
    ...lasting(memory[name] ?? usually),
    ...platform,
    // Containers are weighed as such: how nice a process is counts within its own.
    ...(service.niceness !== undefined && { cpu_shares: cpuShares(service.niceness) }),
    ...(knowsBot.has(name) && bot),
    command: ['serve', name],
    hostname: name,
    ...(name === 'engine' && { ...unless('MINISTACK_REPLICAS'), networks: { default: { aliases: ['engine'] } } }),
    ...(open.length > 0 && { ports: open }),
    depends_on: {
      ...completed('prepare'),
      ...(afterProvision.has(name) && healthy('provision')),
      ...afterOthers[name],
    },
    healthcheck: healthcheck(healthOf[name] ?? [], patience * Math.ceil(service.readyTimeoutMs / 1_000)),
    stop_grace_period: `${Math.ceil(service.stopTimeoutMs / 1_000) + 5}s`,
  };
}
