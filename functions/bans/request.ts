import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { SchemaIssue } from '../../modules/errors/schema.ts';
import { readJsonBody } from '../../modules/http/json-body.ts';
import { invalidParameters, type InvalidParameter, type Problem } from '../../modules/http/problem.ts';
import { headerOf } from '../../modules/http/header.ts';
import { readApiRequest, type RawParameters } from '../../modules/http/request.ts';
import { isDeeperThan } from '../../modules/product/depth.ts';

/** What a moderator asks for. */
export interface BansRequest {
  /** `GET /bans`, or with what stands below it: `PATCH /bans/ban-1`. */
  readonly path: string;
  /** What stands below /bans: the id of a rule, or a word of the API; empty for /bans itself. */
  readonly below: string;
  readonly query: RawParameters;
  /** The header If-Match. */
  readonly ifMatch: string | undefined;
  /** As it came, for the body. */
  readonly event: unknown;
}

const eventSchema = z.looseObject({ httpMethod: z.string() });

/** Reads a request. Throws event_invalid for what no REST API sends. */
export function readRequest(event: unknown): BansRequest {
  const { resource, path, query } = readApiRequest(event);
  const method = eventSchema.safeParse(event).data?.httpMethod;
  if (method === undefined) throw new PlatformError('event_invalid', 'a request without its method');
  const below = path['rule_id'];
  return {
    path: `${method} ${below === undefined ? resource : `/bans/${below}`}`,
    below: below ?? '',
    query,
    ifMatch: headerOf(event, 'if-match'),
    event,
  };
}

/** Bytes of a rule's body: a hundred exceptions of 500 letters of four bytes fit. */
export const maxRuleBytes = 256 * 1024;

/** Deeper than anything of a rule. */
const maxDepth = 10;

export type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON object in a request's body, or why there is none. */
export function readObject(
  { event }: BansRequest,
  maxBytes: number,
): { readonly ok: true; readonly content: JsonObject } | { readonly ok: false; readonly problem: Problem } {
  const body = readJsonBody(event, maxBytes);
  if (!body.ok) return body;
  const { content } = body;
  if (!isObject(content)) return { ok: false, problem: wrongBody('must be an object of JSON') };
  if (isDeeperThan(maxDepth, content))
    return { ok: false, problem: wrongBody(`is nested deeper than ${maxDepth} levels`) };
  return { ok: true, content };
}

const wrongBody = (detail: string): Problem => invalidParameters([{ parameter: 'body', detail }]);

export const isObject = (content: unknown): content is JsonObject =>
  typeof content === 'object' && content !== null && !Array.isArray(content);

/** Issues as a problem names them; `body` stands for the whole. */
export const invalidFields = (issues: readonly SchemaIssue[]): InvalidParameter[] =>
  issues.map(({ path, message }) => ({ parameter: path || 'body', detail: message }));
