import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import { decodedOnce } from './percent.ts';

/** Query parameters as API Gateway gives them, every value of each. */
export type RawParameters = Readonly<Record<string, readonly string[] | undefined>>;

/** A request to the REST API, as far as functions read it. */
export interface ApiRequest {
  /** The path as the stack declares it, for example `/products/{product_id}`. */
  readonly resource: string;
  /** Parts of the path by name, decoded. */
  readonly path: Readonly<Record<string, string | undefined>>;
  /** The same as they stand in the address: a slash that is part of an id is %2F there. */
  readonly inAddress: Readonly<Record<string, string | undefined>>;
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
  const inAddress = pathParameters ?? {};
  return {
    resource,
    path: Object.fromEntries(Object.entries(inAddress).map(([name, text]) => [name, decode(text)])),
    inAddress,
    query: multiValueQueryStringParameters ?? {},
    headers: headers ?? {},
  };
}

/** Once, and only here: API Gateway passes parts of the path as they stand in the address, those of the query decoded. */
function decode(text: string): string {
  const decoded = decodedOnce(text);
  if (decoded === undefined) throw new PlatformError('event_invalid', `a path that cannot be decoded: ${text}`);
  return decoded;
}
