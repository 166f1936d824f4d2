import { InvokeCommand, TooManyRequestsException, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import { describeError } from '../../modules/errors/platform-error.ts';
import { jsonOf } from '../../modules/errors/schema.ts';
import type { Outcome } from './after-invoke.ts';
import { settings } from './settings.ts';

/** What Lambda answers when a function throws. */
const failure = z.object({ errorType: z.string().optional(), errorMessage: z.string().optional() });

/** Delivers one event. */
export type Invoke = (event: Buffer) => Promise<Outcome>;

/** Invokes a function synchronously. An outcome is always a value, so that one place decides what follows from it. */
export function invoker(client: LambdaClient, functionName: string, functionTimeout: number): Invoke {
  const longest = functionTimeout + settings.invokeOverheadMs;
  return async (event) => {
    const timeout = AbortSignal.timeout(longest);
    try {
      const { FunctionError, Payload } = await client.send(
        new InvokeCommand({ FunctionName: functionName, InvocationType: 'RequestResponse', Payload: event }),
        { abortSignal: timeout },
      );
      if (FunctionError === undefined) return { kind: 'succeeded' };
      return { kind: 'function_failed', error: `${FunctionError}: ${failureMessage(Payload)}` };
    } catch (error) {
      if (timeout.aborted) return { kind: 'not_invoked', error: `no answer within ${longest} ms` };
      const kind = error instanceof TooManyRequestsException ? 'throttled' : 'not_invoked';
      return { kind, error: describeError(error).slice(0, settings.maxErrorLength) };
    }
  };
}

function failureMessage(payload: Uint8Array | undefined): string {
  const { success, data } = failure.safeParse(jsonOf(new TextDecoder().decode(payload)));
  if (!success) return 'no error message';
  const { errorType = 'Error', errorMessage = '' } = data;
  return `${errorType}: ${errorMessage}`.slice(0, settings.maxErrorLength);
}
