import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import { jsonOf } from '../errors/schema.ts';
import type { InvalidParameter } from './problem.ts';

const gatewaySchema = z.object({ body: z.string().nullish(), isBase64Encoded: z.boolean().nullish() });

/** What a body holds, or why it is none. */
export type JsonBody =
  | { readonly ok: true; readonly content: unknown }
  | { readonly ok: false; readonly errors: readonly InvalidParameter[] };

/**
 * Reads the JSON in the body of a request of API Gateway, of so many bytes at most. Throws event_invalid for what no REST
 * API sends.
 */
export function readJsonBody(request: unknown, maxBytes: number): JsonBody {
  const gateway = gatewaySchema.safeParse(request);
  if (!gateway.success) throw new PlatformError('event_invalid', 'not an event of a REST API of API Gateway');
  const { body, isBase64Encoded } = gateway.data;
  const text = Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8');
  if (text.length > maxBytes) return wrong(`must have at most ${maxBytes} bytes`);
  const content = jsonOf(text.toString('utf8'));
  return content === undefined ? wrong('must be JSON') : { ok: true, content };
}

const wrong = (detail: string): JsonBody => ({ ok: false, errors: [{ parameter: 'body', detail }] });
