// What the process of a function runs: it loads the handler and calls it for one event of Lambda's Runtime API after the other.
import { existsSync } from 'node:fs';
import { Agent, request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

type Handler = (event: unknown, context: object) => unknown;

const { AWS_LAMBDA_RUNTIME_API: api = '', LAMBDA_TASK_ROOT: root = '', _HANDLER: name = '' } = process.env;
// Nothing freezes this process after an answer, so nothing needs an extension that keeps it awake.
delete process.env['AWS_LAMBDA_RUNTIME_API'];

// To a pipe this is synchronous, so it comes after all that the function wrote.
const write = process.stdout.write.bind(process.stdout);

const agent = new Agent({ keepAlive: true });

/** One call of the Runtime API. An event may be long in coming, so there is no timeout: who starts this process ends it. */
async function call(
  method: 'GET' | 'POST',
  path: string,
  body = '',
): Promise<{ headers: IncomingMessage['headers']; body: Buffer }> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { 'content-length': Buffer.byteLength(body) };
    request(`http://${api}/2018-06-01/runtime/${path}`, { method, agent, headers }, resolve)
      .on('error', reject)
      .end(body);
  });
  return { headers: answer.headers, body: await buffer(answer) };
}

async function load(): Promise<Handler> {
  const dot = name.lastIndexOf('.');
  const [module, exported] = [name.slice(0, dot), name.slice(dot + 1)] as const;
  const file = ['.mjs', '.js', '.cjs']
    .map((extension) => join(root, module + extension))
    .find((each) => existsSync(each));
  if (file === undefined) throw named('Runtime.ImportModuleError', `Cannot find module '${module}'`);
  const loaded: Record<string, unknown> & { default?: Record<string, unknown> } = await import(
    pathToFileURL(file).href
  );
  const handler = loaded[exported] ?? loaded.default?.[exported];
  if (typeof handler !== 'function') throw named('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  return handler as Handler;
}

function contextOf(headers: IncomingMessage['headers']): object {
  const text = (header: string): string => String(headers[`lambda-runtime-${header}`] ?? '');
  return {
    awsRequestId: text('aws-request-id'),
    invokedFunctionArn: text('invoked-function-arn'),
    functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: process.env['AWS_LAMBDA_FUNCTION_VERSION'],
    memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
    getRemainingTimeInMillis: () => Math.max(0, Number(text('deadline-ms')) - Date.now()),
  };
}

async function serve(handler: Handler): Promise<never> {
  for (;;) {
    const { headers, body } = await call('GET', 'invocation/next');
    const id = String(headers['lambda-runtime-aws-request-id']);
    const [kind, answer] = await answerTo(handler, JSON.parse(body.toString()), contextOf(headers));
    write(`\n\0answered ${id}\n`);
    await call('POST', `invocation/${id}/${kind}`, answer);
  }
}

async function answerTo(handler: Handler, event: unknown, context: object): Promise<['response' | 'error', string]> {
  try {
    return ['response', JSON.stringify((await handler(event, context)) ?? null)];
  } catch (error) {
    return ['error', failure(error)];
  }
}

/** In the words of Lambda's runtime. */
function failure(error: unknown): string {
  const {
    name: errorType,
    message: errorMessage,
    stack = '',
  } = error instanceof Error ? error : named(typeof error, String(error));
  return JSON.stringify({ errorType, errorMessage, trace: stack.split('\n') });
}

const named = (type: string, message: string): Error => Object.assign(new Error(message), { name: type });

const handler = await load().catch(async (error: unknown) => {
  process.stderr.write(`${failure(error)}\n`);
  await call('POST', 'init/error', failure(error));
  process.exit(1);
});
await serve(handler);
