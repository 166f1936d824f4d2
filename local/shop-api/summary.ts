import type { Problem } from './product-record.ts';
import type { SendOutcome } from './send-file.ts';

/** What a run did, for people: one line. */
export function summaryText(outcome: SendOutcome): string {
  const { sent, failed, skipped, unconfirmed, seconds } = outcome;
  const parts = [`${sent} sent`, `${failed} failed`];
  if (skipped > 0) parts.push(`${skipped} dealt with by an earlier run`);
  if (unconfirmed > 0) parts.push(`${unconfirmed} not confirmed (some may have arrived)`);
  const left = bytesLeft(outcome);
  if (left !== undefined && left > 0) parts.push(`${left} bytes of the file not reached`);
  return `${parts.join(', ')}; ${seconds.toFixed(1)} s, ${Math.round(sent / Math.max(seconds, 0.001))}/s`;
}

/** What a run did, for machines. */
export const summaryJson = (outcome: SendOutcome, file: string, problems: readonly Problem[]) => ({
  file,
  end: outcome.end,
  ...(outcome.reason !== undefined && { reason: outcome.reason }),
  sent: outcome.sent,
  failed: outcome.failed,
  skipped: outcome.skipped,
  unconfirmed: outcome.unconfirmed,
  bytes_reached: outcome.reached,
  bytes_not_reached: bytesLeft(outcome) ?? null,
  seconds: Number(outcome.seconds.toFixed(3)),
  problems,
});

const bytesLeft = ({ total, reached }: SendOutcome): number | undefined =>
  total === undefined ? undefined : Math.max(0, total - reached);
