import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';

/** Query parameters as API Gateway gives them, every value of each. */
export type RawParameters = Readonly<Record<string, readonly string[] | undefined>>;

/** A request to the REST API, as far as functions read it. */
export interface ApiRequest {
  /** The path as the stack declares it, for example `/products/{product_id}`. */
  readonly resource: string;
  /** Parts of the path by name, decoded. */
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: RawParameters;
  /** As the client spelled their names. */
  readonly headers: Readonly<Record<string, string>>;
}

const schema = z.object({
  resource: z.string(),
  pathParameters: z.record(z.string(), z.string()).nullish(),
  multiValueQueryStringParameters: z.record(z.string(), z.array(z.string())).nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
});

/**
 * Reads the event of API Gateway's REST proxy integration. Throws event_invalid for anything else.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function readApiRequest(event: unknown): ApiRequest {
  const result = schema.safeParse(event);
  if (!result.success) throw new PlatformError('event_invalid', 'not an event of a REST API of API Gateway');
  const { resource, pathParameters, multiValueQueryStringParameters, headers } = result.data;
  return {
    resource,
    path: Object.fromEntries(Object.entries(pathParameters ?? {}).map(([name, text]) => [name, decode(text)])),
    query: multiValueQueryStringParameters ?? {},
    headers: headers ?? {},
  };
}

/** Characters that no address has: where one stands, the text was decoded already. */
const decoded = /[^\u0021-\u007E]|["<>`{}|^\\]/u;

/** API Gateway passes path parameters as they stand in the address, some engines decode them: then there is nothing left to decode. */
function decode(text: string): string {
  if (decoded.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
