import { duration } from '../command-line/duration.ts';
import type { CheckOutcome } from './check-file.ts';
import type { Problem, Warning } from './product-record.ts';
import type { SendOutcome, SendState } from './send-file.ts';

const barWidth = 24;

/** How far a run is: a bar when the size is known, records sent, their rate, and how long the rest takes at this rate. */
export function progressText(state: SendState, seconds: number, withBar: boolean): string {
  const { sent, failed, reached, total, secondsLeft } = state;
  const share = total === undefined || total === 0 ? undefined : Math.min(1, reached / total);
  const parts = [`${sent} sent`, `${Math.round(sent / Math.max(seconds, 0.001))}/s`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (share === undefined) return parts.join(', ');
  parts.unshift(`${Math.floor(share * 100)}%`);
  if (share < 1 && secondsLeft !== undefined) parts.push(`${duration(secondsLeft)} left`);
  const filled = Math.round(share * barWidth);
  return `${withBar ? `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] ` : ''}${parts.join(', ')}`;
}

/** What a run did, for people: one line. */
export function summaryText(outcome: SendOutcome): string {
  const { sent, failed, refused, incomplete, skipped, unconfirmed, seconds } = outcome;
  const parts = [`${sent} sent`, `${failed} failed`];
  if (refused > 0) parts.push(`${refused} that the filter will refuse`);
  if (incomplete > 0) parts.push(`${incomplete} of which it will leave out fields`);
  if (skipped > 0) parts.push(`${skipped} dealt with by an earlier run`);
  if (unconfirmed > 0) parts.push(`${unconfirmed} not confirmed (some may have arrived)`);
  const left = bytesLeft(outcome);
  if (left !== undefined && left > 0) parts.push(`${left} bytes of the file not reached`);
  return `${parts.join(', ')}; ${seconds.toFixed(1)} s, ${Math.round(sent / Math.max(seconds, 0.001))}/s`;
}

/** What a run did, for machines. */
export const summaryJson = (
  outcome: SendOutcome,
  file: string,
  problems: readonly Problem[],
  warnings: readonly Warning[],
) => ({
  file,
  end: outcome.end,
  ...(outcome.reason !== undefined && { reason: outcome.reason }),
  sent: outcome.sent,
  failed: outcome.failed,
  refused: outcome.refused,
  incomplete: outcome.incomplete,
  skipped: outcome.skipped,
  unconfirmed: outcome.unconfirmed,
  bytes_reached: outcome.reached,
  bytes_not_reached: bytesLeft(outcome) ?? null,
  seconds: Number(outcome.seconds.toFixed(3)),
  problems,
  warnings,
});

const bytesLeft = ({ total, reached }: SendOutcome): number | undefined =>
  total === undefined ? undefined : Math.max(0, total - reached);

/** What sending a file would do, for people: one line. */
export function checkText({ right, incomplete, refused, failed }: CheckOutcome): string {
  const parts = [`${countOf(right, 'product')} all right`];
  if (incomplete > 0) parts.push(`${incomplete} of which the filter will leave out fields`);
  if (refused > 0) parts.push(`${refused} that the filter will refuse`);
  if (failed > 0) parts.push(`${failed} that cannot be sent`);
  return parts.join(', ');
}

/** `1 element`, `2 elements`. */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
