import { InvokeCommand, TooManyRequestsException, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { describeError } from '../../modules/errors/platform-error.ts';
import { jsonOf } from '../../modules/errors/schema.ts';
import type { Outcome } from './after-invoke.ts';
import { encodeEvent, type KafkaEvent } from './event.ts';
import type { Mapping } from './mapping.ts';
import { settings } from './settings.ts';

/** What Lambda answers when a function throws. */
const failure = z.object({ errorType: z.string().optional(), errorMessage: z.string().optional() });

type Failure = z.infer<typeof failure>;

/** Delivers one event. */
export type Invoke = (event: KafkaEvent) => Promise<Outcome>;

/** Delivers events to a mapping's function through the engine. */
export function engineInvoke(client: LambdaClient, { functionName, functionTimeout }: Mapping): Invoke {
  const call = invoker(client, functionName, functionTimeout);
  return (event) => call(encodeEvent(event));
}

/** Invokes a function synchronously. An outcome is always a value, so that one place decides what follows from it. */
export function invoker(
  client: LambdaClient,
  functionName: string,
  functionTimeout: number,
): (payload: Uint8Array) => Promise<Outcome> {
  const longest = functionTimeout + settings.invokeOverheadMs;
  return async (payload) => {
    const timeout = AbortSignal.timeout(longest);
    try {
      const { FunctionError, Payload } = await client.send(
        new InvokeCommand({ FunctionName: functionName, InvocationType: 'RequestResponse', Payload: payload }),
        { abortSignal: timeout },
      );
      if (FunctionError === undefined) return { kind: 'succeeded' };
      return { kind: 'function_failed', error: functionFailure(FunctionError, failureOf(Payload)) };
    } catch (error) {
      if (timeout.aborted) return { kind: 'not_invoked', error: `no answer within ${longest} ms` };
      const kind = error instanceof TooManyRequestsException ? 'throttled' : 'not_invoked';
      return { kind, error: describeError(error).slice(0, settings.maxErrorLength) };
    }
  };
}

const failureOf = (payload: Uint8Array | undefined): Failure | undefined =>
  failure.safeParse(jsonOf(new TextDecoder().decode(payload))).data;

/** What is told of a function that failed. */
export function functionFailure(functionError: string, told: Failure | undefined): string {
  if (told === undefined) return `${functionError}: no error message`;
  const { errorType = 'Error', errorMessage = '' } = told;
  return `${functionError}: ${`${errorType}: ${errorMessage}`.slice(0, settings.maxErrorLength)}`;
}
