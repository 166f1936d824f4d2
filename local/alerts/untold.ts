import { userInfo } from 'node:os';
import type { Instance } from '../instance/instance.ts';
import { alertOfServer } from './alert-of-server.ts';
import { keepSilence, readFiring, type Matcher, type NewSilence } from '../alertmanager/alertmanager.ts';

/** Longer than any server takes to start. */
const longestMs = 15 * 60_000;
/** Prometheus needs a moment to see that a server is back. */
const afterwardsMs = 60_000;

/**
 * Does what takes a server away on purpose, of which nobody is told meanwhile. Somebody who has been told that it is down already
 * is told that it is back. Where nobody can be told anything it is simply done.
 */
export async function untold<T>(instance: Instance, server: string, work: () => Promise<T>): Promise<T> {
  const labels = alertOfServer(server);
  const silence = labels === undefined ? undefined : silenceOf(labels, `${server} is restarted on purpose`);
  const id = silence && (await begin(instance, silence).catch(() => undefined));
  try {
    return await work();
  } finally {
    if (silence && id !== undefined)
      await keepSilence(instance, { ...silence, id, endsAt: fromNow(afterwardsMs) }).catch(() => undefined);
  }
}

async function begin(instance: Instance, silence: NewSilence): Promise<string | undefined> {
  const firing = await readFiring(instance);
  const isTold = firing.some(({ labels }) => silence.matchers.every(({ name, value }) => labels[name] === value));
  return isTold ? undefined : keepSilence(instance, silence);
}

const fromNow = (ms: number): string => new Date(Date.now() + ms).toISOString();

const silenceOf = (labels: Readonly<Record<string, string>>, comment: string): NewSilence => ({
  matchers: matchersOf(labels),
  startsAt: fromNow(0),
  endsAt: fromNow(longestMs),
  createdBy: userInfo().username,
  comment,
});

/** Matchers of alerts that have exactly these labels, and any others. */
export const matchersOf = (labels: Readonly<Record<string, string>>): Matcher[] =>
  Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
