import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Worker, type ResourceLimits } from 'node:worker_threads';
import type { Outcome } from '../after-invoke.ts';
import type { KafkaEvent } from '../event.ts';
import { functionFailure } from '../invoke.ts';
import { settings } from '../settings.ts';
import type { DeployedFunction } from './deployed-function.ts';
import type { Answer, Invocation, WorkerData } from './messages.ts';
import { packEvent } from './packed-event.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A thread in which a function runs, one event at a time: what a sandbox is to Lambda. Its module is loaded once; it is of no
 * more use when that failed, when the function ran out of time, and when the thread has ended.
 */
export class Sandbox {
  readonly revision: string;
  readonly #timeout: number;
  readonly #worker: Worker;
  /** Until the last line of both outputs was read. */
  readonly #written: Promise<unknown>;
  #answer = Promise.withResolvers<Answer>();
  #loaded = false;
  #usable = true;

  /** `write` gets each line that the function writes. */
  constructor(fn: DeployedFunction, environment: Environment, write: (line: string) => void) {
    this.revision = fn.revision;
    this.#timeout = fn.timeout;
    this.#worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: workerData(fn),
      env: { ...environment, ...lambdaVariables(fn), ...fn.variables },
      stdout: true,
      stderr: true,
      resourceLimits: heapLimits(fn),
    });
    const outputs = [this.#worker.stdout, this.#worker.stderr].map((output) =>
      createInterface(output).on('line', write),
    );
    this.#written = Promise.all(outputs.map((lines) => once(lines, 'close')));
    this.#worker.on('message', (answer: Answer) => this.#answer.resolve(answer));
    this.#worker.on('error', ({ name, message }) => this.#ended({ errorType: name, errorMessage: message }));
    this.#worker.on('exit', (code) =>
      this.#ended({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: exit status ${code}` }),
    );
  }

  get usable(): boolean {
    return this.#usable;
  }

  async invoke(event: KafkaEvent): Promise<Outcome> {
    if (!this.#loaded) {
      const loaded = await this.#answered(settings.invokeOverheadMs);
      if (loaded.kind === 'failed') void this.end();
      if (loaded.kind === 'failed') return outcomeOf(loaded);
      this.#loaded = true;
    }
    this.#answer = Promise.withResolvers();
    const packed = packEvent(event);
    const invocation: Invocation = { packed, requestId: randomUUID(), endsAt: Date.now() + this.#timeout };
    this.#worker.postMessage(invocation, [packed.bytes, packed.numbers.buffer]);
    return outcomeOf(await this.#answered(this.#timeout));
  }

  async end(): Promise<void> {
    this.#usable = false;
    await this.#worker.terminate();
    await this.#written;
  }

  /** What the thread answers, or that it did not within so many milliseconds, after which it does nothing more. */
  async #answered(milliseconds: number): Promise<Answer> {
    const timer = setTimeout(() => {
      const errorMessage = `Task timed out after ${(milliseconds / 1_000).toFixed(2)} seconds`;
      this.#ended({ errorType: 'Sandbox.Timedout', errorMessage });
      void this.end();
    }, milliseconds);
    try {
      return await this.#answer.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  #ended(why: { readonly errorType: string; readonly errorMessage: string }): void {
    this.#usable = false;
    this.#answer.resolve({ kind: 'failed', ...why });
  }
}

const outcomeOf = (answer: Answer): Outcome =>
  answer.kind === 'succeeded'
    ? { kind: 'succeeded' }
    : { kind: 'function_failed', error: functionFailure('Unhandled', answer) };

function workerData({ file, handlerName, name, memorySize, logGroup }: DeployedFunction): WorkerData {
  const context = {
    functionName: name,
    functionVersion: '$LATEST',
    memoryLimitInMB: String(memorySize),
    logGroupName: logGroup,
  };
  return { file, handlerName, context };
}

/**
 * As Lambda's runtime sets them: nine tenths of the memory for what is old, and semi-spaces of a twentieth, of which V8
 * counts three as the young generation. A thread that is told only the first gets so small a one that it collects garbage
 * for a quarter of its time.
 */
const heapLimits = ({ memorySize }: DeployedFunction): ResourceLimits => ({
  maxOldGenerationSizeMb: Math.floor(memorySize * 0.9),
  maxYoungGenerationSizeMb: 3 * Math.ceil(memorySize * 0.05),
});

/** Those that Lambda's runtime sets. */
const lambdaVariables = ({ name, folder, memorySize, logGroup }: DeployedFunction) => ({
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
  AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
  LAMBDA_TASK_ROOT: folder,
});
