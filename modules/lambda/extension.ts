import { request } from 'node:http';
import { PlatformError } from '../errors/platform-error.ts';

/** Lambda's Extensions API, https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html */
const version = '2020-01-01';
const identifierHeader = 'lambda-extension-identifier';

/** An extension inside the function's own process. */
export interface Extension {
  /**
   * Tells Lambda that the extension has nothing more to do, and resolves when the next invocation begins. Lambda freezes
   * the sandbox when function and extensions have said so; a sandbox may sleep in this call for hours.
   */
  next(): Promise<void>;
}

/** Registers an extension for invocations. Must happen while the function initialises. */
export async function registerExtension(runtimeApi: string, name: string): Promise<Extension> {
  const { headers } = await call(
    runtimeApi,
    'POST',
    'register',
    { 'lambda-extension-name': name },
    JSON.stringify({ events: ['INVOKE'] }),
  );
  const identifier = headers[identifierHeader];
  if (typeof identifier !== 'string')
    throw new PlatformError('extension_refused', 'the Extensions API gave no identifier');
  return {
    async next() {
      await call(runtimeApi, 'GET', 'event/next', { [identifierHeader]: identifier });
    },
  };
}

/** node:http, because fetch gives up on an answer that takes longer than five minutes. */
function call(
  runtimeApi: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ headers: Record<string, string | string[] | undefined> }> {
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown): void =>
      reject(new PlatformError('extension_refused', `the Extensions API ${why} to ${method} ${path}`, { cause }));
    const url = `http://${runtimeApi}/${version}/extension/${path}`;
    const outgoing = request(
      url,
      { method, headers: { ...headers, 'content-type': 'application/json' } },
      (incoming) => {
        incoming.resume();
        incoming.once('end', () =>
          incoming.statusCode === 200
            ? resolve({ headers: incoming.headers })
            : fail(`answered ${incoming.statusCode}`),
        );
        incoming.once('error', (error) => fail('broke off its answer', error));
      },
    );
    outgoing.once('error', (error) => fail('did not answer', error));
    outgoing.end(body);
  });
}
