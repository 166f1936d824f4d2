import { backoffMs } from '../../modules/retry/backoff.ts';
import { settings } from './settings.ts';

/** How the delivery of one event ended. */
export type Outcome =
  | { readonly kind: 'succeeded' }
  /** The function ran and failed, or ran out of time. */
  | { readonly kind: 'function_failed'; readonly error: string }
  /** The engine refused for now. */
  | { readonly kind: 'throttled'; readonly error: string }
  /** The engine could not run the function: down, function missing, no answer in time. */
  | { readonly kind: 'not_invoked'; readonly error: string }
  /** A single record that is larger than an event may be; nothing was sent. */
  | { readonly kind: 'too_large'; readonly error: string }
  /** A record of an event that the function failed on too often; nothing more was sent. */
  | { readonly kind: 'given_up'; readonly error: string }
  /** A record of these two kinds, and the on-failure topic did not take it. */
  | { readonly kind: 'not_discarded'; readonly error: string };

/** What follows from an outcome. */
export type NextStep =
  | { readonly kind: 'commit' }
  /** Send the same event again after so many milliseconds. */
  | { readonly kind: 'retry'; readonly delay: number }
  /** Send each of its records to the on-failure topic, then go past it. */
  | { readonly kind: 'give_up' }
  /** Go past it: no retry can help. */
  | { readonly kind: 'skip' };

/** What has been tried already. */
export interface Tried {
  /** Attempts before this one. */
  readonly attempt: number;
  /** How often the function has failed on it, this time included. */
  readonly failures: number;
}

const retryBackoff = { initialMs: settings.invokeRetryInitialMs, maxMs: settings.invokeRetryMaxMs };

const again = (attempt: number, random: number): NextStep => ({
  kind: 'retry',
  delay: backoffMs(retryBackoff, attempt, random),
});

/**
 * Decides what follows from the outcome of an event: the one place for error controls.
 *
 * A failed event is sent again, so nothing behind it in its partition is delivered before it, until it succeeds or the
 * function has failed on it more often than it is to be retried; that it could not be called counts for nothing. Delays
 * double, each half fixed and half random (`random` in [0, 1)).
 * A record that no event can carry is passed by once it is told of, because its partition would stand still for ever.
 */
export function afterInvoke(
  outcome: Outcome,
  { attempt, failures }: Tried,
  random: number,
  maximumRetries: number,
): NextStep {
  switch (outcome.kind) {
    case 'succeeded':
      return { kind: 'commit' };
    case 'too_large':
    case 'given_up':
      return { kind: 'skip' };
    case 'function_failed':
      return failures > maximumRetries ? { kind: 'give_up' } : again(attempt, random);
    case 'throttled':
    case 'not_invoked':
    case 'not_discarded':
      return again(attempt, random);
    default:
      return outcome satisfies never;
  }
}
