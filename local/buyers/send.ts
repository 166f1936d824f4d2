import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import type { Instance } from '../instance/instance.ts';
import { withPublisher } from '../kafka/publisher.ts';
import { historyRecords } from './records.ts';
import { sampleOffers } from './sample-offers.ts';

export interface SendHistory {
  readonly buyers: number;
  readonly days: number;
  readonly seed: number;
  /** Epoch milliseconds: when the history ends. */
  readonly until: number;
}

/** What `npm start` and the command send when nothing else is said. */
export const usualHistory = { buyers: 300, days: 14, seed: 7 };

const day = 24 * 3_600_000;
const hour = 3_600_000;
const together = 5_000;

/** The last whole hour: what is sent again within the hour is the same to the byte. */
export const lastHour = (now: number): number => Math.floor(now / hour) * hour;

/** The history of buyers of the sample catalogue. */
export async function sampleHistory({ buyers, days, seed, until }: SendHistory): Promise<OutgoingRecord[]> {
  return historyRecords({
    offers: await sampleOffers(seed),
    buyers,
    seed,
    period: { from: until - days * day, to: until },
  });
}

/**
 * Publishes records as the principal `buyers`. Ids are the same however often a history is sent, so sending it again
 * changes nothing but the times, if the hour is another.
 */
export async function sendRecords(
  instance: Instance,
  records: readonly OutgoingRecord[],
  report: (sent: number) => void,
): Promise<void> {
  await withPublisher(instance, 'buyers', async (publisher) => {
    for (let from = 0; from < records.length; from += together) {
      await publisher.publish(records.slice(from, from + together));
      report(Math.min(records.length, from + together));
    }
  });
}
