import { describe, expect, test } from 'vitest';
import { jsonLog } from '../../modules/logging/log.ts';
import type { Alert } from './alerts.ts';
import type { Seen } from './supervise.ts';
import { Supervisor } from './supervisor.ts';

/** Servers that die when they are told to, and Alertmanager, which may be away. */
class Machine {
  now = Date.UTC(2026, 10, 29);
  readonly seen = new Map<string, Seen>([
    ['broker-2', 'running'],
    ['emf', 'running'],
  ]);
  readonly started: string[] = [];
  readonly told: Alert[][] = [];
  isAlertmanagerAway = false;
  /** Whether a server that is started dies at once. */
  isBroken = false;
  readonly supervisor = new Supervisor(
    {
      now: () => this.now,
      chance: () => 0,
      see: (server) => this.seen.get(server) ?? 'stopped',
      startAgain: async (server) => {
        this.started.push(server);
        if (!this.isBroken) this.seen.set(server, 'running');
        return !this.isBroken;
      },
      tell: async (alerts) => {
        if (!this.isAlertmanagerAway) this.told.push([...alerts]);
        return !this.isAlertmanagerAway;
      },
      lastLines: (server) => [`${server}: no room`],
      log: jsonLog(() => undefined),
    },
    [...this.seen.keys()],
  );

  async pass(seconds: number): Promise<void> {
    for (let n = 0; n < seconds * 2; n++) {
      this.supervisor.look();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      this.now += 500;
    }
  }

  /** What Alertmanager holds for firing now, in the order in which it was told first. */
  firing(): readonly string[] {
    const last = new Map(this.told.flat().map((alert) => [JSON.stringify(alert.labels), alert]));
    return [...last.values()].flatMap(({ labels, endsAt }) =>
      Date.parse(endsAt) > this.now ? [[labels['alertname'], labels['of'] ?? labels['server']].join(' ')] : [],
    );
  }
}

describe('a broker that dies', () => {
  test('is started again, told at once, and told to be well after a while; what follows is silenced for longer', async () => {
    const machine = new Machine();
    machine.seen.set('broker-2', 'died');
    await machine.pass(2);
    expect(machine.started).toEqual(['broker-2']);
    expect(machine.firing()).toEqual(['ServerDied broker-2', 'Outage BrokerDown', 'RecentOutage broker-2']);
    await machine.pass(20);
    expect(machine.firing()).toEqual(['Outage BrokerDown', 'RecentOutage broker-2']);
    expect(machine.told).toHaveLength(2);
    await machine.pass(600);
    expect(machine.firing()).toEqual(['RecentOutage broker-2']);
    expect(machine.told).toHaveLength(2);
  });

  test('is told as one outage while it cannot be started, and again only so that it does not count as over', async () => {
    const machine = new Machine();
    machine.isBroken = true;
    machine.seen.set('broker-2', 'died');
    await machine.pass(300);
    expect(machine.started).toHaveLength(4);
    expect(machine.firing()).toContain('ServerStaysDown broker-2');
    const staysDown = machine.told.flat().find(({ labels }) => labels['alertname'] === 'ServerStaysDown');
    expect(staysDown?.annotations['description']).toContain('broker-2: no room');
    expect(machine.supervisor.status()['broker-2']).toMatchObject({ doing: 'stays down' });
    expect(new Set(machine.told.flat().map(({ startsAt }) => startsAt)).size).toBe(2);
    // People have mended it.
    machine.seen.set('broker-2', 'running');
    await machine.pass(20);
    expect(machine.firing()).toEqual(['Outage BrokerDown', 'RecentOutage broker-2']);
    expect(machine.supervisor.status()).toEqual({});
  });
});

test('what Alertmanager does not take is told once it does, also when the server is well again by then', async () => {
  const machine = new Machine();
  machine.isAlertmanagerAway = true;
  machine.seen.set('emf', 'died');
  await machine.pass(60);
  expect(machine.seen.get('emf')).toBe('running');
  machine.isAlertmanagerAway = false;
  await machine.pass(10);
  expect(machine.firing()).toEqual(['ServerDied emf']);
  await machine.pass(20);
  expect(machine.firing()).toEqual([]);
});

test('a server that is stopped on purpose is neither started nor told of', async () => {
  const machine = new Machine();
  machine.seen.set('broker-2', 'stopped');
  await machine.pass(60);
  expect(machine.started).toEqual([]);
  expect(machine.told).toEqual([]);
});
