import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import type { InvalidParameter } from '../http/problem.ts';
import { identifier } from '../queries/query.ts';

const mostItems = 100;
const usualItems = 10;

const gatewaySchema = z.object({
  pathParameters: z.record(z.string(), z.string()).nullish(),
  multiValueQueryStringParameters: z.record(z.string(), z.array(z.string())).nullish(),
});

const limitSchema = z
  .array(z.string())
  .max(1, 'must stand once')
  .transform(([value]) => value)
  .pipe(z.string().regex(/^[1-9]\d{0,2}$/, { error: `must be a whole number from 1 to ${mostItems}`, abort: true }))
  .transform(Number)
  .pipe(z.number().max(mostItems, `must be at most ${mostItems}`));

const parametersSchema = z.strictObject({
  user_id: identifier,
  limit: limitSchema.default(usualItems),
});

export interface RecommendRequest {
  readonly user_id: string;
  /** How many products at most. */
  readonly limit: number;
}

export type ReadRequest =
  | { readonly ok: true; readonly request: RecommendRequest }
  | { readonly ok: false; readonly errors: readonly InvalidParameter[] };

/** Reads GET /recommendations/{user_id}?limit= from the event of a REST API. Throws event_invalid for anything else. */
export function readRequest(event: unknown): ReadRequest {
  const gateway = gatewaySchema.safeParse(event);
  if (!gateway.success) throw new PlatformError('event_invalid', 'not an event of a REST API of API Gateway');
  const { pathParameters, multiValueQueryStringParameters } = gateway.data;
  const user_id = decode(pathParameters?.['user_id'] ?? '');
  const result = parametersSchema.safeParse({ ...multiValueQueryStringParameters, user_id });
  if (result.success) return { ok: true, request: result.data };
  return { ok: false, errors: result.error.issues.flatMap((issue) => describe(issue)) };
}

function describe(issue: z.core.$ZodIssue): InvalidParameter[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((parameter) => ({ parameter, detail: 'is not a parameter of recommendations' }));
  return [{ parameter: String(issue.path[0] ?? 'query'), detail: issue.message }];
}

/** API Gateway passes path parameters as they stand in the address, some engines decode them: then there is nothing left to decode. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
