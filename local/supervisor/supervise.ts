import { backoffMs } from '../../modules/retry/backoff.ts';

/** Milliseconds in which deaths are counted, and how many of them are too many: then people must look. */
export const deathWindowMs = 10 * 60_000;
export const mostDeaths = 5;

const backoff = { initialMs: 1_000, maxMs: 30_000 };

/** What is seen of a server: one that died was to run, one that stopped was not. */
export type Seen = 'running' | 'died' | 'stopped';

/** A time in which a server was not well, of which people are told once, and once that it is over. */
export interface Outage {
  readonly since: number;
  /** When it was well again. */
  readonly wellAt?: number;
  /** When people were told of it. */
  readonly toldAt?: number;
  /** When it had died too often. */
  readonly givenUpAt?: number;
}

/** A server as the supervisor follows it. Times are epoch milliseconds. */
export interface Followed {
  readonly phase:
    | { readonly name: 'well' }
    /** `because`: it died, or an attempt failed although it runs, as when nothing can be deployed onto the engine. */
    | { readonly name: 'waiting'; readonly because: 'death' | 'failure'; readonly until: number }
    | { readonly name: 'starting' }
    | { readonly name: 'stays down' };
  /** Within the window. */
  readonly deaths: readonly number[];
  /** Attempts that failed since it was well, without a death. */
  readonly failures: number;
  readonly outage?: Outage;
}

export const unknown: Followed = { phase: { name: 'well' }, deaths: [], failures: 0 };

/** What happens to one server, and when; `chance` in [0, 1) spreads the attempts. */
export type Happening = { readonly at: number; readonly chance: number } & (
  | { readonly kind: 'seen'; readonly seen: Seen }
  /** An attempt to start it has ended; `seen` is what has become of it. */
  | { readonly kind: 'attempted'; readonly ok: boolean; readonly seen: Seen }
  | { readonly kind: 'told' }
);

export interface Decision {
  readonly followed: Followed;
  /** Whether to begin an attempt to start it. There is never more than one at a time. */
  readonly start: boolean;
}

/** What becomes of a server, and what is to be done about it. */
export function supervise(before: Followed, happening: Happening): Decision {
  const { at } = happening;
  const deaths = before.deaths.filter((death) => at - death < deathWindowMs);
  const followed = withoutPastOutage({ ...before, deaths }, at);
  if (happening.kind === 'told') return wait(told(followed, at));
  return happening.kind === 'attempted' ? wait(afterAttempt(followed, happening)) : look(followed, happening);
}

const wait = (followed: Followed): Decision => ({ followed, start: false });

function look(followed: Followed, { seen, at, chance }: Happening & { readonly kind: 'seen' }): Decision {
  const { phase } = followed;
  // Its attempt tells how it ends.
  if (phase.name === 'starting') return wait(followed);
  if (phase.name === 'well') return wait(seen === 'died' ? died(followed, at, chance) : followed);
  if (phase.name === 'stays down') {
    // Whoever starts it knows why it died: it may die as often again.
    return wait(seen === 'died' ? followed : well({ ...followed, deaths: [] }, at));
  }
  const othersDid = seen === 'stopped' || (seen === 'running' && phase.because === 'death');
  if (othersDid) return wait(well(followed, at));
  return at < phase.until ? wait(followed) : { followed: { ...followed, phase: { name: 'starting' } }, start: true };
}

function afterAttempt(
  followed: Followed,
  { ok, seen, at, chance }: Happening & { readonly kind: 'attempted' },
): Followed {
  if (seen === 'stopped' || (ok && seen === 'running')) return well(followed, at);
  if (seen === 'died') return died(followed, at, chance);
  const until = at + backoffMs(backoff, followed.deaths.length + followed.failures, chance);
  return {
    ...followed,
    phase: { name: 'waiting', because: 'failure', until },
    failures: followed.failures + 1,
  };
}

function died(followed: Followed, at: number, chance: number): Followed {
  const deaths = [...followed.deaths, at];
  // It had not been well for long enough to say so: for people that is one outage.
  const { wellAt: _, ...outage } = followed.outage ?? { since: at };
  if (deaths.length >= mostDeaths)
    return { ...followed, phase: { name: 'stays down' }, deaths, outage: { ...outage, givenUpAt: at } };
  const until = at + backoffMs(backoff, deaths.length - 1, chance);
  return { ...followed, phase: { name: 'waiting', because: 'death', until }, deaths, outage };
}

const well = (followed: Followed, at: number): Followed => ({
  ...followed,
  phase: { name: 'well' },
  failures: 0,
  ...(followed.outage && { outage: { ...followed.outage, wellAt: at } }),
});

const told = (followed: Followed, at: number): Followed =>
  followed.outage === undefined || followed.outage.toldAt !== undefined
    ? followed
    : { ...followed, outage: { ...followed.outage, toldAt: at } };

/** Alertmanager waits 5 s before it passes on what is critical, and says nothing of what has ended by then. */
const holdMs = 15_000;
/** Of what could not be told for so long, nobody is told any more. */
const giveUpTellingMs = 10 * 60_000;

function withoutPastOutage(followed: Followed, at: number): Followed {
  const { outage, ...rest } = followed;
  if (outage?.wellAt === undefined) return followed;
  const isTold = outage.toldAt !== undefined && at >= Math.max(outage.wellAt, outage.toldAt) + holdMs;
  return isTold || at >= outage.wellAt + giveUpTellingMs ? rest : followed;
}
