import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { check, issuesText, jsonOf } from '../../modules/errors/schema.ts';
import { backoffMs, type Backoff } from '../../modules/retry/backoff.ts';

/** The deployed API as one client sees it. */
export interface Api {
  /** Without a slash at the end. */
  readonly address: string;
  readonly key: string;
}

/** Query parameters by name; those that are undefined are left out, those with several values stand several times. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Milliseconds: the first call of a function starts it. */
const answerTimeoutMs = 20_000;
const backoff: Backoff = { initialMs: 500, maxMs: 500 };

/** GETs a path of the API and reads the answer. A call that got no answer is repeated once. */
export const callApi = <T>(api: Api, path: string, query: Query, schema: z.ZodType<T>): Promise<T> =>
  call(api, `${path}${queryString(query)}`, undefined, schema);

/** POSTs JSON to a path of the API and reads the answer. May be repeated once, so the content must say which one it is. */
export const postToApi = <T>(api: Api, path: string, content: object, schema: z.ZodType<T>): Promise<T> =>
  call(api, path, JSON.stringify(content), schema);

async function call<T>(api: Api, path: string, body: string | undefined, schema: z.ZodType<T>): Promise<T> {
  const attempt = (): Promise<Answer> => ask(`${api.address}${path}`, api.key, body);
  const response = await attempt()
    .catch(async () => {
      await sleep(backoffMs(backoff, 0, Math.random()));
      return attempt();
    })
    .catch((error: unknown) => {
      const message = `the API does not answer at ${api.address}; is it running? npm run status`;
      throw new PlatformError('engine_unavailable', message, { cause: error });
    });
  if (response.status < 200 || response.status > 299) throw new PlatformError('request_refused', problemLine(response));
  const answer = check(schema, jsonOf(response.body));
  if (answer.ok) return answer.value;
  const issues = issuesText(answer.issues, 'answer');
  throw new PlatformError('request_refused', `the API's answer is not understood: ${issues}`);
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function ask(address: string, key: string, body: string | undefined): Promise<Answer> {
  const response = await fetch(address, {
    ...(body !== undefined && { method: 'POST', body }),
    headers: {
      'x-api-key': key,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  return { status: response.status, body: await response.text() };
}

function queryString(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of [value ?? []].flat()) parameters.append(name, String(one));
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

/** RFC 9457, and the message that API Gateway gives where it knows nothing of problems. */
const problemSchema = z.looseObject({
  title: z.string().optional(),
  detail: z.string().optional(),
  message: z.string().optional(),
});

/** A problem, or whatever else came instead, on one line. */
function problemLine({ status, body }: Answer): string {
  const problem = problemSchema.safeParse(jsonOf(body));
  if (!problem.success) return `the API answered ${status}: ${body.slice(0, 200)}`;
  const { title, detail, message } = problem.data;
  const said = [title, detail ?? message].filter((part) => part !== undefined);
  return `the API answered ${[status, ...said].join(': ')}`;
}
