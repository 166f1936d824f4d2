import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { heldBy } from '../bench/measure/processes.ts';
import { readSupervision } from '../local/instance/read-supervision.ts';
import { lastLogLines } from '../local/instance/logs.ts';
import { productAt } from '../local/catalogue/product.ts';
import { apiAddress } from '../local/deploy/api.ts';
import { inject, restore } from '../local/faults/faults.ts';
import { readServers } from '../local/observe/servers.ts';
import { emf } from '../local/services/emf.ts';
import { isReady } from '../local/services/ready.ts';
import type { Service } from '../local/services/service.ts';
import { isWanted, services, serviceState, startService, supervisor } from '../local/services/services.ts';
import { settleFlow } from '../local/platform/quiet.ts';
import { readInbox } from '../local/telegram/inbox.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { indexedIds, sendAsShop } from './support/send.ts';
import { until } from './support/until.ts';

const instance = testInstance();
/** `all`, or names with commas between them: each takes a minute, and the engine longer. */
const chosen = process.env['KILLED_SERVERS'] ?? 'event-source';
const killed = services.filter(
  (service) => isWanted(instance, service) && (chosen === 'all' || chosen.split(',').includes(service.name)),
);
/** The engine has its stack deployed again; another machine may be busy with more than that. */
const backWithinMs = 600_000;

const pidOf = (service: Service): number | undefined => {
  const state = serviceState(instance, service);
  return state.state === 'running' ? state.pid : undefined;
};

/** As the kernel does when memory runs out: the leader alone. */
function killLeader(service: Service): number {
  const pid = pidOf(service);
  if (pid === undefined) throw new Error(`${service.name} does not run`);
  process.kill(pid, 'SIGKILL');
  return pid;
}

const isSupervised = (service: Service): boolean => readSupervision(instance)?.servers[service.name] !== undefined;

/** Whether another process of the server does its work, with all that it needs for that. */
const isBack = async (service: Service, former: number): Promise<boolean> =>
  pidOf(service) !== undefined &&
  pidOf(service) !== former &&
  !isSupervised(service) &&
  (await isReady(instance, service)) &&
  (service.name !== 'engine' || (await apiAddress(instance)) !== '');

/** What people were told of the death of a server since then: which message, and how many alerts of which kind it had. */
const toldOf = ({ name }: Service, since: number): readonly string[] =>
  readInbox(instance)
    .filter(({ at, text }) => at >= since && text.includes(`Сервер ${name} `))
    .flatMap(({ text }) => /СРАБОТАЛО|ВОССТАНОВЛЕНО/u.exec(text)?.[0] ?? []);

/** What Prometheus would say of a server that does not answer. */
const unanswered: Readonly<Record<string, RegExp>> = {
  'broker-1': /Брокер Kafka 1 не работает/u,
  'broker-2': /Брокер Kafka 2 не работает/u,
  'broker-3': /Брокер Kafka 3 не работает/u,
  opensearch: /OpenSearch не отвечает/u,
  namenode: /HDFS (?:NameNode|DataNode) не отвечает/u,
  datanode: /HDFS DataNode не отвечает/u,
  engine: /API платформы не отвечает/u,
  'event-source': /Источник событий не отвечает/u,
};

const toldBesides = ({ name }: Service, since: number): readonly string[] =>
  readInbox(instance).flatMap(({ at, text }) => (at >= since && unanswered[name]?.test(text) === true ? [text] : []));

const statusOf = async (service: Service) => (await readServers(instance)).find(({ name }) => name === service.name);

const times = new Map<string, number>();
afterAll(() => {
  for (const [name, seconds] of times) process.stderr.write(`${name}: back after ${seconds.toFixed(1)} s\n`);
});

beforeAll(() => startService(instance, supervisor));

describe('a server that is killed while products flow', () => {
  test.each(killed.map((service) => [service.name, service] as const))(
    '%s is back by itself, nothing is lost, and people are told once, and once that it is well',
    async (name, service) => {
      const prefix = uniqueName('killed');
      const products = Array.from({ length: 300 }, (_, n) => productAt(6, n, prefix));
      const sending = sendAsShop(instance, products, { rate: 20 });
      await until(
        'products flow',
        async () => (await indexedIds(instance, 'filtered_products', prefix)).length > 0,
        backWithinMs,
      );
      const [killedAt, startedAt] = [Date.now(), performance.now()];
      const former = killLeader(service);
      await until(`${name} is back`, () => isBack(service, former).catch(() => false), backWithinMs);
      times.set(name, (performance.now() - startedAt) / 1_000);
      const { end, sent, reason } = await sending;
      expect({ end, sent, reason }).toEqual({ end: 'finished', sent: products.length, reason: undefined });
      await settleFlow(instance, backWithinMs);
      expect(await indexedIds(instance, 'filtered_products', prefix)).toHaveLength(products.length);
      await expect
        .poll(() => toldOf(service, killedAt), { timeout: 120_000, interval: 500 })
        .toEqual(['СРАБОТАЛО', 'ВОССТАНОВЛЕНО']);
      expect(toldBesides(service, killedAt)).toEqual([]);
    },
    1_800_000,
  );
});

describe('what is down on purpose', () => {
  afterEach(() => restore(instance), 240_000);

  test.each([
    ['kill-broker', '2', 'broker-2'],
    ['stop-event-source', '', 'event-source'],
  ])(
    '%s %s stays so until it is restored',
    async (fault, choice, name) => {
      await inject(instance, fault, choice);
      // Longer than a server waits that is started again.
      await pause(6_000);
      const stopped = await readServers(instance);
      expect(stopped.find((server) => server.name === name)?.state).toBe('stopped');
      await restore(instance);
      const servers = await readServers(instance);
      expect(servers.find((server) => server.name === name)?.state).toBe('running');
    },
    240_000,
  );
});

describe('the supervisor', () => {
  test.runIf(process.platform === 'linux')(
    'takes 60 MB at most, where pages of Node count once for all servers',
    () => {
      expect(heldBy([pidOf(supervisor) ?? 0])).toSatisfy((bytes: number) => bytes > 0 && bytes < 60 * 1024 ** 2);
    },
  );

  test('that died is seen to have, and does its work again when it is started, once', async () => {
    onTestFinished(() => startService(instance, supervisor));
    killLeader(supervisor);
    await until('it is gone', async () => (await statusOf(supervisor))?.state === 'died');
    await Promise.all([startService(instance, supervisor), startService(instance, supervisor)]);
    const first = pidOf(supervisor);
    await startService(instance, supervisor);
    expect(pidOf(supervisor)).toBe(first);
    const former = killLeader(emf);
    await until('emf is back', () => isBack(emf, former).catch(() => false), backWithinMs);
  }, 1_200_000);
});

/** Long: the waits between five deaths, and what is told of them. */
test.runIf(chosen === 'all')(
  'a server that died five times in ten minutes stays down, which people are told with the end of its log',
  async () => {
    const service = emf;
    const since = Date.now();
    onTestFinished(() => startService(instance, service));
    for (let death = readSupervisionDeaths(); death < 5; death += 1) {
      await until('it runs', () => pidOf(service) !== undefined, 120_000);
      killLeader(service);
      await until('its death is seen', () => readSupervisionDeaths() > death || isDown(), 120_000);
    }
    await until('it stays down', isDown, 60_000);
    const text = (): string => readInbox(instance).findLast(({ at }) => at >= since)?.text ?? '';
    await until('people are told', () => text().includes('больше не запускается: 5 падений'), 60_000);
    expect(text()).toContain('npm start');
    expect(text()).toContain(lastLogLines(instance, service.name, 1)[0]);
    expect(await statusOf(service)).toMatchObject({ state: 'died', supervised: { doing: 'stays down' } });
    await startService(instance, service);
    await until('people are told that it is well', () => text().includes('ВОССТАНОВЛЕНО'), 90_000);

    function readSupervisionDeaths(): number {
      return readSupervision(instance)?.servers['emf']?.deaths.length ?? 0;
    }
    function isDown(): boolean {
      return readSupervision(instance)?.servers['emf']?.doing === 'stays down';
    }
  },
  1_800_000,
);
