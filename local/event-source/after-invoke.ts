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
  /** Such a record, and the on-failure topic did not take word of it. */
  | { readonly kind: 'not_discarded'; readonly error: string };

/** What follows from an outcome. */
export type NextStep =
  | { readonly kind: 'commit' }
  /** Send the same event again after so many milliseconds. */
  | { readonly kind: 'retry'; readonly delay: number }
  /** Go past it: no retry can help. */
  | { readonly kind: 'skip' };

const retryBackoff = { initialMs: settings.invokeRetryInitialMs, maxMs: settings.invokeRetryMaxMs };

/**
 * Decides what follows from the outcome of an event: the one place for error controls.
 *
 * A failed event is retried until it succeeds, as AWS does for Kafka by default, so nothing behind it in its partition is
 * delivered before it. Delays double, each half fixed and half random (`random` in [0, 1)).
 * A record that no event can carry is passed by once it is told of, because its partition would stand still for ever.
 *
 * `attempt` counts from 0.
 */
export function afterInvoke(outcome: Outcome, attempt: number, random: number): NextStep {
  switch (outcome.kind) {
    case 'succeeded':
      return { kind: 'commit' };
    case 'too_large':
      return { kind: 'skip' };
    case 'function_failed':
    case 'throttled':
    case 'not_invoked':
    case 'not_discarded':
      return { kind: 'retry', delay: backoffMs(retryBackoff, attempt, random) };
    default:
      return outcome satisfies never;
  }
}
