import type { Supervised } from '../instance/supervision.ts';
import type { Log } from '../../modules/logging/log.ts';
import { alertsOf, type Alert } from './alerts.ts';
import { supervise, unknown, type Followed, type Happening, type Seen } from './supervise.ts';
import { Teller } from './teller.ts';

/** The world as the supervisor sees and changes it. */
export interface World {
  readonly now: () => number;
  /** In [0, 1). */
  readonly chance: () => number;
  readonly see: (server: string) => Seen;
  /** Resolves to whether the server runs and is ready, or is not to run any more. */
  readonly startAgain: (server: string) => Promise<boolean>;
  /** Resolves to whether people will be told. */
  readonly tell: (alerts: readonly Alert[]) => Promise<boolean>;
  /** The end of a server's log. */
  readonly lastLines: (server: string) => readonly string[];
  readonly log: Log;
}

/** Follows the servers of an instance, has those started again that die, and has people told of it. */
export class Supervisor {
  readonly #world: World;
  readonly #servers: ReadonlyMap<string, { followed: Followed }>;
  readonly #teller: Teller;

  constructor(world: World, servers: readonly string[]) {
    this.#world = world;
    this.#servers = new Map(servers.map((server) => [server, { followed: unknown }]));
    this.#teller = new Teller((alerts) => world.tell(alerts));
  }

  /** Looks at every server once, and does what follows. */
  look(): void {
    for (const server of this.#servers.keys()) {
      const start = this.#happens(server, { kind: 'seen', seen: this.#world.see(server) });
      if (start) void this.#attempt(server);
    }
    void this.#tell();
  }

  /** The servers that are not well. */
  status(): Readonly<Record<string, Supervised>> {
    return Object.fromEntries(
      [...this.#servers].flatMap(([server, { followed }]) => {
        const { phase, deaths } = followed;
        if (phase.name === 'well') return [];
        return [[server, { doing: phase.name === 'stays down' ? phase.name : 'starting again', deaths }]];
      }),
    );
  }

  async #attempt(server: string): Promise<void> {
    const { log, see, startAgain, now } = this.#world;
    const beganAt = now();
    const ok = await startAgain(server);
    this.#happens(server, { kind: 'attempted', ok, seen: see(server) });
    const seconds = (now() - beganAt) / 1_000;
    if (ok) log.info('server started again', { server, seconds });
    else log.warn('server not started', { server, seconds });
  }

  async #tell(): Promise<void> {
    const { now, lastLines } = this.#world;
    const wanted = new Map(
      [...this.#servers].map(([server, { followed }]) => {
        const lines = followed.outage?.givenUpAt === undefined ? [] : lastLines(server);
        return [server, alertsOf(server, followed, now(), lines)];
      }),
    );
    for (const server of await this.#teller.tell(wanted, now())) this.#happens(server, { kind: 'told' });
  }

  /** Returns whether the server is to be started. */
  #happens(server: string, what: WithoutTime<Happening>): boolean {
    const { now, chance, log } = this.#world;
    const entry = this.#servers.get(server);
    if (entry === undefined) return false;
    const before = entry.followed;
    const { followed, start } = supervise(before, { ...what, at: now(), chance: chance() });
    entry.followed = followed;
    if (followed.deaths.length > before.deaths.length)
      log.warn(followed.phase.name === 'stays down' ? 'server died too often: it stays down' : 'server died', {
        server,
        deaths: followed.deaths.length,
      });
    return start;
  }
}

type WithoutTime<T> = T extends unknown ? Omit<T, 'at' | 'chance'> : never;
