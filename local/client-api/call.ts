import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { check, issuesText, jsonOf } from '../../modules/errors/schema.ts';
import { backoffMs, type Backoff } from '../../modules/retry/backoff.ts';

/** The deployed API as one client sees it. */
export interface Api {
  /** Without a slash at the end. */
  readonly address: string;
  /** By which it knows who asks: the key of buyers, or that of a moderator. Not to be logged. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Query parameters by name; those that are undefined are left out, those with several values stand several times. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** What is asked of the API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  /** Goes as JSON. */
  readonly content?: object;
  /** Beside those that say who asks. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether twice is as good as once: then what got no answer is asked once more. */
  readonly repeatable: boolean;
  /** Milliseconds. */
  readonly timeoutMs?: number;
}

/** The API answered that it will not do what it was asked. */
export class RefusedRequest extends PlatformError {
  readonly status: number;
  /** Members of the problem document (RFC 9457); empty where the answer is none. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(answer: Answer) {
    super('request_refused', problemLine(answer));
    this.status = answer.status;
    const problem = problemSchema.safeParse(jsonOf(answer.body));
    this.problem = problem.success ? problem.data : {};
  }
}

/** Milliseconds: the first call of a function starts it. */
const answerTimeoutMs = 20_000;
const backoff: Backoff = { initialMs: 500, maxMs: 500 };

/** GETs a path of the API and reads the answer. A call that got no answer is repeated once. */
export const callApi = <T>(api: Api, path: string, query: Query, schema: z.ZodType<T>): Promise<T> =>
  askApi(api, { method: 'GET', path, query, repeatable: true }, schema);

/** POSTs JSON to a path of the API and reads the answer. May be repeated once, so the content must say which one it is. */
export const postToApi = <T>(api: Api, path: string, content: object, schema: z.ZodType<T>): Promise<T> =>
  askApi(api, { method: 'POST', path, content, repeatable: true }, schema);

/** Asks the API and reads the answer. Throws RefusedRequest when it refuses, engine_unavailable when it does not answer. */
export async function askApi<T>(api: Api, request: ApiRequest, schema: z.ZodType<T>): Promise<T> {
  const attempt = (): Promise<Answer> => ask(api, request);
  const response = await attempt()
    .catch(async (error: unknown) => {
      if (!request.repeatable) throw error;
      await sleep(backoffMs(backoff, 0, Math.random()));
      return attempt();
    })
    .catch((error: unknown) => {
      const doubt = request.repeatable ? '' : '; whether it did what it was asked is not known';
      const message = `the API does not answer at ${api.address}${doubt}; is it running? npm run status`;
      throw new PlatformError('engine_unavailable', message, { cause: error });
    });
  if (response.status < 200 || response.status > 299) throw new RefusedRequest(response);
  const answer = check(schema, jsonOf(response.body));
  if (answer.ok) return answer.value;
  const issues = issuesText(answer.issues, 'answer');
  throw new PlatformError('request_refused', `the API's answer is not understood: ${issues}`);
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

async function ask(api: Api, request: ApiRequest): Promise<Answer> {
  const { method, path, query = {}, content, headers, timeoutMs = answerTimeoutMs } = request;
  const response = await fetch(`${api.address}${path}${queryString(query)}`, {
    method,
    ...(content !== undefined && { body: JSON.stringify(content) }),
    headers: {
      ...api.headers,
      accept: 'application/json',
      ...(content !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    signal: AbortSignal.timeout(timeoutMs),
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
