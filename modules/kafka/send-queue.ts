import { PlatformError } from '../errors/platform-error.ts';
import { batchBytes, bytesOf } from './batches.ts';
import type { Message } from './library.ts';

/** Sends the batches that calls have for one partition, one after the other. */
export interface SendQueue {
  /**
   * Resolves to the offset of the batch's first message when it was acknowledged. Small batches that wait meanwhile go out
   * together, unless one is to go `alone`. When what went together fails, nobody knows whose fault it was: all reject with `kafka_unavailable`.
   */
  send(batch: readonly Message[], order: { readonly alone: boolean }): Promise<number>;
}

interface Waiting {
  readonly batch: readonly Message[];
  readonly alone: boolean;
  readonly sent: PromiseWithResolvers<number>;
}

/**
 * A send takes as long for one record as for a thousand: one call a send, slow brokers would pass a few records a second.
 * `send` resolves to the offset of the first message.
 */
export function sendQueue(send: (batch: Message[]) => Promise<number>): SendQueue {
  const waiting: Waiting[] = [];
  let isSending = false;

  async function sendAll(): Promise<void> {
    if (isSending) return;
    isSending = true;
    while (waiting.length > 0) await sendTogether(waiting.splice(0, fitting(waiting)));
    isSending = false;
  }

  async function sendTogether(calls: readonly Waiting[]): Promise<void> {
    try {
      let offset = await send(calls.flatMap(({ batch }) => batch));
      for (const { batch, sent } of calls) {
        sent.resolve(offset);
        offset += batch.length;
      }
    } catch (cause) {
      const error =
        calls.length === 1
          ? cause
          : new PlatformError('kafka_unavailable', 'a send together with others failed', { cause });
      for (const { sent } of calls) sent.reject(error);
    }
  }

  return {
    send(batch, { alone }) {
      const sent = Promise.withResolvers<number>();
      waiting.push({ batch, alone, sent });
      void sendAll();
      return sent.promise;
    },
  };
}

/** How many of those that wait make one batch, the first in any case. */
function fitting(waiting: readonly Waiting[]): number {
  const [first] = waiting;
  if (first === undefined || first.alone) return 1;
  let bytes = bytesOf(first.batch);
  let count = 1;
  for (const { batch, alone } of waiting.slice(1)) {
    bytes += bytesOf(batch);
    if (alone || bytes > batchBytes) break;
    count++;
  }
  return count;
}
