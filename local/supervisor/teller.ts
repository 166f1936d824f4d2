import { endedAlerts, type Alert } from './alerts.ts';

/** Milliseconds after which what still holds is told again, long before it would count as over. */
const repeatMs = 2 * 60_000;
/** Between two attempts while nobody takes it. */
const retryMs = 5_000;

/** What was accepted of a server's alerts, and when. */
interface Told {
  readonly alerts: readonly Alert[];
  readonly at: number;
}

/** Keeps Alertmanager informed of what is to be told, one message at a time, until it has taken it. */
export class Teller {
  /** Resolves to whether they were taken. */
  readonly #send: (alerts: readonly Alert[]) => Promise<boolean>;
  readonly #told = new Map<string, Told>();
  #busy = false;
  #notBefore = 0;

  constructor(send: (alerts: readonly Alert[]) => Promise<boolean>) {
    this.#send = send;
  }

  /** Takes what is to be told of every server now. Resolves to the servers of which it was, when there was news. */
  async tell(wanted: ReadonlyMap<string, readonly Alert[]>, now: number): Promise<readonly string[]> {
    if (this.#busy || now < this.#notBefore) return [];
    const servers = [...wanted.keys()].filter((server) => this.#isNews(server, wanted, now));
    if (servers.length === 0) return [];
    this.#busy = true;
    const taken = await this.#send(servers.flatMap((server) => this.#messages(server, wanted, now)));
    this.#busy = false;
    this.#notBefore = taken ? 0 : now + retryMs;
    if (!taken) return [];
    for (const server of servers) this.#keep(server, wanted.get(server) ?? [], now);
    return servers;
  }

  #isNews(server: string, wanted: ReadonlyMap<string, readonly Alert[]>, now: number): boolean {
    const told = this.#told.get(server);
    if (told !== undefined && now - told.at >= repeatMs) return true;
    return namesOf(told?.alerts ?? []) !== namesOf(wanted.get(server) ?? []);
  }

  #messages(server: string, wanted: ReadonlyMap<string, readonly Alert[]>, now: number): readonly Alert[] {
    const alerts = wanted.get(server) ?? [];
    const names = new Set(alerts.map(nameOf));
    const ended = (this.#told.get(server)?.alerts ?? []).filter((alert) => !names.has(nameOf(alert)));
    return [...alerts, ...endedAlerts(ended, now)];
  }

  #keep(server: string, alerts: readonly Alert[], at: number): void {
    if (alerts.length === 0) this.#told.delete(server);
    else this.#told.set(server, { alerts, at });
  }
}

const nameOf = (alert: Alert): string => alert.labels['alertname'] ?? '';
const namesOf = (alerts: readonly Alert[]): string => alerts.map(nameOf).join();
