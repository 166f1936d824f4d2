import { z } from 'zod';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';
import { alertmanagerUrl } from '../services/alertmanager.ts';

/** https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
const alertsSchema = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    startsAt: z.string(),
    status: z.object({ silencedBy: z.array(z.string()), inhibitedBy: z.array(z.string()) }),
  }),
);

export type Alert = z.infer<typeof alertsSchema>[number];

const matcherSchema = z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean() });

export type Matcher = z.infer<typeof matcherSchema>;

const silenceSchema = z.object({
  id: z.string(),
  status: z.object({ state: z.enum(['active', 'pending', 'expired']) }),
  matchers: z.array(matcherSchema),
  startsAt: z.string(),
  endsAt: z.string(),
  createdBy: z.string(),
  comment: z.string(),
});

export type Silence = z.infer<typeof silenceSchema>;

/** What somebody wants not to be told of. With the id of one that is there it takes its place. */
export type NewSilence = Pick<Silence, 'matchers' | 'startsAt' | 'endsAt' | 'createdBy' | 'comment'> & { id?: string };

const answerTimeoutMs = 5_000;

/** Every alert that fires, those that nobody is told of too. */
export const readFiring = (instance: Instance): Promise<readonly Alert[]> =>
  ask(instance, '/alerts?active=true', alertsSchema);

/** Tells it of alerts that fire or have ended: the JSON of a list. */
export const raiseAlerts = (instance: Instance, alerts: string): Promise<unknown> =>
  ask(instance, '/alerts', z.unknown(), { method: 'POST', body: alerts });

/** Silences that hold or will hold. */
export async function readSilences(instance: Instance): Promise<readonly Silence[]> {
  const silences = await ask(instance, '/silences', z.array(silenceSchema));
  return silences.filter(({ status }) => status.state !== 'expired');
}

/** Resolves to the silence's id. */
export async function keepSilence(instance: Instance, silence: NewSilence): Promise<string> {
  const body = JSON.stringify(silence);
  const { silenceID } = await ask(instance, '/silences', z.object({ silenceID: z.string() }), { method: 'POST', body });
  return silenceID;
}

/** Ends a silence. */
export const endSilence = (instance: Instance, id: string): Promise<unknown> =>
  ask(instance, `/silence/${encodeURIComponent(id)}`, z.unknown(), { method: 'DELETE' });

async function ask<T>(instance: Instance, path: string, schema: z.ZodType<T>, request: RequestInit = {}): Promise<T> {
  const url = `${alertmanagerUrl(instance)}/api/v2${path}`;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { ...request, headers, signal: AbortSignal.timeout(answerTimeoutMs) }).catch(
    (error: unknown) => {
      const why = describeError(error);
      throw new PlatformError(
        'not_running',
        `Alertmanager does not answer; see npm run status, start it with npm start (${why})`,
      );
    },
  );
  const text = await response.text();
  if (!response.ok)
    throw new PlatformError('request_refused', `Alertmanager refuses with ${response.status}: ${text.slice(0, 200)}`);
  return schema.parse(text === '' ? undefined : JSON.parse(text));
}
