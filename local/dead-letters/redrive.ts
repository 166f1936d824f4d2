import { setTimeout as sleep } from 'node:timers/promises';
import type { DeadLetter } from '../../modules/kafka/read-dead-letter.ts';
import type { OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import { Pace, pacedBatch } from '../pace/pace.ts';
import type { Outcome } from './outcomes.ts';
import { redriven } from './redriven.ts';

/** What sending letters again comes to. */
export interface Plan {
  readonly records: readonly { readonly id: string; readonly record: OutgoingRecord }[];
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

export function planOf(letters: readonly DeadLetter[]): Plan {
  const all = letters.map((letter) => ({ id: letter.id, sent: redriven(letter) }));
  return {
    records: all.flatMap(({ id, sent }) => (sent.ok ? [{ id, record: sent.record }] : [])),
    refused: all.flatMap(({ id, sent }) => (sent.ok ? [] : [{ id, reason: sent.reason }])),
  };
}

interface Redrive {
  readonly publisher: Pick<Publisher, 'publish'>;
  /** Records a second; as fast as Kafka takes them without it. */
  readonly rate: number | undefined;
  readonly signal: AbortSignal;
  /** Gets each batch once it is acknowledged. */
  readonly keep: (outcomes: readonly Outcome[]) => void;
}

const largestBatch = 500;

/**
 * Sends the records, batch by batch; each is written down once it is acknowledged. What is killed in between is sent once more
 * by the next run, with the same version, which changes nothing. Returns how many were sent.
 */
export async function redrive({ records }: Plan, { publisher, rate, signal, keep }: Redrive): Promise<number> {
  const size = rate === undefined ? largestBatch : pacedBatch(rate, largestBatch);
  const pace = rate === undefined ? undefined : new Pace(rate, performance.now());
  let done = 0;
  while (done < records.length && !signal.aborted) {
    const batch = records.slice(done, done + size);
    await sleep(pace?.take(batch.length, performance.now()) ?? 0);
    await publisher.publish(batch.map(({ record }) => record));
    const at = new Date().toISOString();
    keep(batch.map(({ id }) => ({ id, outcome: 'redriven', at })));
    done += batch.length;
  }
  return done;
}
