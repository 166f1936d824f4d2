import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../logging/log.ts';
import { registerExtension, type Extension } from './extension.ts';

/** Work of a function that its caller does not wait for. */
export interface AfterAnswer {
  /** Starts the work. Its failure is logged and changes nothing; work beyond the limit is dropped, and that is logged. */
  readonly run: (work: () => Promise<void>) => void;
  /** Must be called once in each invocation, when the answer is ready and all its work was started. */
  readonly answered: () => void;
}

export interface AfterAnswerOptions {
  /** Where Lambda's APIs answer; `undefined` where the process is not frozen after an answer. */
  readonly runtimeApi: string | undefined;
  readonly log: Log;
  /** How much work may be under way at once. */
  readonly limit?: number;
  /** How long the sandbox is kept awake for it, in milliseconds: the next invocation of this sandbox waits meanwhile. */
  readonly timeoutMs?: number;
}

const extensionName = 'after-answer';

/**
 * Lambda freezes a sandbox as soon as the function has answered, and with it whatever was not finished. Extensions are
 * waited for, though, and the caller has the answer before: so this registers one, which is done when the work is.
 * Must be awaited while the function initialises.
 */
export async function afterAnswer(options: AfterAnswerOptions): Promise<AfterAnswer> {
  const { runtimeApi, log, limit = 100, timeoutMs = 5_000 } = options;
  const underWay = new Set<Promise<void>>();
  const turns = turnCounter();

  if (runtimeApi !== undefined) {
    const extension = await registerExtension(runtimeApi, extensionName).catch((error: unknown) => {
      log.error('work after answers may be cut off: there is no extension', error);
    });
    if (extension !== undefined)
      void keepAwake(extension, turns.answered, async () => settle(underWay, timeoutMs), log);
  }

  return {
    run(work) {
      if (underWay.size >= limit) {
        log.warn('work after an answer dropped', { under_way: underWay.size });
        return;
      }
      const running = work()
        .catch((error: unknown) => log.error('work after an answer failed', error))
        .finally(() => underWay.delete(running));
      underWay.add(running);
    },
    answered: turns.answer,
  };
}

/** For each invocation: waits until it was answered and its work is done, and only then asks for the next. */
async function keepAwake(
  extension: Extension,
  answered: () => Promise<void>,
  workDone: () => Promise<void>,
  log: Log,
): Promise<void> {
  try {
    for (;;) {
      await extension.next();
      await answered();
      await workDone();
    }
  } catch (error) {
    log.error('work after answers may be cut off: the extension ended', error);
  }
}

async function settle(underWay: ReadonlySet<Promise<void>>, timeoutMs: number): Promise<void> {
  const done = new AbortController();
  const waited = sleep(timeoutMs, undefined, { signal: done.signal }).catch(() => undefined);
  await Promise.race([Promise.all(underWay), waited]);
  done.abort();
}

/** The extension may hear of an invocation before or after the function has answered it: both orders must meet. */
function turnCounter(): { answer: () => void; answered: () => Promise<void> } {
  let unclaimed = 0;
  let waiting: (() => void) | undefined;
  return {
    answer() {
      if (waiting === undefined) unclaimed += 1;
      else {
        waiting();
        waiting = undefined;
      }
    },
    answered: () =>
      new Promise((resolve) => {
        if (unclaimed === 0) waiting = resolve;
        else {
          unclaimed -= 1;
          resolve();
        }
      }),
  };
}
