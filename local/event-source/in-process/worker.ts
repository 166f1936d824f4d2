// The thread that runs a function: it loads the handler once and calls it for one event after the other.
import type { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { parentPort as port, workerData } from 'node:worker_threads';
import { functionEvent } from './function-event.ts';
import type { Answer, Invocation, WorkerData } from './messages.ts';

type Handler = ((event: object, context: object) => unknown) & { readonly takesBytes?: unknown };

const { file, handlerName, context }: WorkerData = workerData;

/** What the function has written goes before the answer: after that its thread may be ended. */
async function answer(given: Answer): Promise<void> {
  await Promise.all([process.stdout, process.stderr].map(flushed));
  port?.postMessage(given, []);
}

try {
  const handler = await load();
  port?.on('message', (invocation: Invocation) => void run(handler, invocation));
  await answer({ kind: 'succeeded' });
} catch (error) {
  await answer(failed(error));
}

async function flushed(output: Writable): Promise<void> {
  if (output.writableLength === 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  output.write('', () => resolve());
  await promise;
}

async function load(): Promise<Handler> {
  const loaded: Record<string, unknown> & { default?: Record<string, unknown> } = await import(
    pathToFileURL(file).href
  );
  const handler = loaded[handlerName] ?? loaded.default?.[handlerName];
  if (typeof handler === 'function') return handler as Handler;
  const error = new Error(`${handlerName} is not a function that ${file} exports`);
  error.name = 'Runtime.HandlerNotFound';
  throw error;
}

async function run(handler: Handler, { packed, requestId, endsAt }: Invocation): Promise<void> {
  try {
    const event = functionEvent(packed, handler.takesBytes === true);
    const getRemainingTimeInMillis = (): number => Math.max(0, endsAt - Date.now());
    await handler(event, { ...context, awsRequestId: requestId, getRemainingTimeInMillis });
    await answer({ kind: 'succeeded' });
  } catch (error) {
    await answer(failed(error));
  }
}

/** In the words of Lambda's runtime. */
function failed(error: unknown): Answer {
  return error instanceof Error
    ? { kind: 'failed', errorType: error.name, errorMessage: error.message }
    : { kind: 'failed', errorType: typeof error, errorMessage: String(error) };
}
