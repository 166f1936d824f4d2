import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import { jsonOf } from '../errors/schema.ts';
import { headerOf } from './header.ts';
import { invalidParameters, type Problem } from './problem.ts';

const gatewaySchema = z.looseObject({ body: z.string().nullish(), isBase64Encoded: z.boolean().nullish() });

/** What a body holds, or why it is not taken. `text`: as it came. */
export type JsonBody =
  | { readonly ok: true; readonly content: unknown; readonly text: string }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Reads the JSON in the body of a request of API Gateway, of so many bytes at most. Throws event_invalid for what no REST
 * API sends.
 */
export function readJsonBody(request: unknown, maxBytes: number): JsonBody {
  const gateway = gatewaySchema.safeParse(request);
  if (!gateway.success) throw new PlatformError('event_invalid', 'not an event of a REST API of API Gateway');
  const { body, isBase64Encoded } = gateway.data;
  const bytes = Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8');
  if (bytes.length > maxBytes) return { ok: false, problem: tooLarge(maxBytes) };
  if (!isTaken(headerOf(request, 'content-type'))) return { ok: false, problem: unsupported };
  const text = bytes.toString('utf8');
  const content = jsonOf(text);
  if (content !== undefined) return { ok: true, content, text };
  // API Gateway unpacks what it can, so what is said of the encoding counts only when the body is no JSON.
  if (isEncoded(headerOf(request, 'content-encoding'))) return { ok: false, problem: unsupported };
  return { ok: false, problem: invalidParameters([{ parameter: 'body', detail: 'must be JSON' }]) };
}

/** Browsers' beacons and plain fetch send text/plain. */
const taken = /^(?:application\/(?:[\w.-]+\+)?json|text\/plain)$/iu;

function isTaken(contentType = ''): boolean {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim());
  if (type !== '' && !taken.test(type)) return false;
  const charset = parameters.find((parameter) => /^charset=/iu.test(parameter));
  return charset === undefined || /^charset="?(?:utf-?8|us-ascii)"?$/iu.test(charset);
}

const isEncoded = (encoding = ''): boolean => encoding !== '' && encoding.toLowerCase() !== 'identity';

const unsupported: Problem = {
  status: 415,
  title: 'Unsupported Media Type',
  detail: 'The body must be JSON in UTF-8 and not compressed: Content-Type: application/json.',
};

const tooLarge = (maxBytes: number): Problem => ({
  status: 413,
  title: 'Content Too Large',
  detail: `The body must have at most ${maxBytes} bytes.`,
});
