import { duration } from '../command-line/duration.ts';
import type { Problem } from './product-record.ts';
import type { SendOutcome, SendState } from './send-file.ts';

const barWidth = 24;

/** How far a run is: a bar when the size is known, records sent, their rate, and how long the rest takes at this rate. */
export function progressText({ sent, failed, reached, total }: SendState, seconds: number, withBar: boolean): string {
  const share = total === undefined || total === 0 ? undefined : Math.min(1, reached / total);
  const parts = [`${sent} sent`, `${Math.round(sent / Math.max(seconds, 0.001))}/s`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (share === undefined) return parts.join(', ');
  parts.unshift(`${Math.floor(share * 100)}%`);
  if (share > 0 && share < 1) parts.push(`${duration((seconds * (1 - share)) / share)} left`);
  const filled = Math.round(share * barWidth);
  return `${withBar ? `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] ` : ''}${parts.join(', ')}`;
}

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
