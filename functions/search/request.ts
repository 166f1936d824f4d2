import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import type { RawParameters } from './query.ts';

const schema = z.object({
  resource: z.string(),
  pathParameters: z.record(z.string(), z.string()).nullish(),
  multiValueQueryStringParameters: z.record(z.string(), z.array(z.string())).nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
});

/** Headers that stand for a parameter: who searches need not be in addresses, which logs keep. */
const parameterByHeader = { 'x-user-id': 'user_id', 'x-session-id': 'session_id' } as const;

/** What a buyer asks for. */
export type Request =
  { readonly kind: 'search'; readonly parameters: RawParameters } | { readonly kind: 'product'; readonly id: string };

/**
 * Reads the event of API Gateway's REST proxy integration; `undefined` for a path that is not ours.
 * Throws event_invalid for anything else.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function readRequest(event: unknown): Request | undefined {
  const result = schema.safeParse(event);
  if (!result.success) throw new PlatformError('event_invalid', 'not an event of a REST API of API Gateway');
  const { resource, pathParameters, multiValueQueryStringParameters, headers } = result.data;
  if (resource === '/products/{product_id}')
    return { kind: 'product', id: decode(pathParameters?.['product_id'] ?? '') };
  if (resource !== '/products') return undefined;
  const byHeader: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const parameter = Object.entries(parameterByHeader).find(([header]) => header === name.toLowerCase())?.[1];
    if (parameter !== undefined) byHeader[parameter] = [value];
  }
  return { kind: 'search', parameters: { ...byHeader, ...multiValueQueryStringParameters } };
}

/** API Gateway passes path parameters as they stand in the address, some engines decode them: then there is nothing left to decode. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
