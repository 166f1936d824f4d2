import type { Sweep } from '../../modules/ban-sweeps/sweep.ts';
import { duration } from '../command-line/duration.ts';
import { counted } from './rule-text.ts';

/** Products a second that a sweep has looked at; undefined before that can be said. */
export function rateOf({ looked_at, started_at, updated_at }: Sweep): number | undefined {
  const seconds = (Date.parse(updated_at) - Date.parse(started_at)) / 1_000;
  return seconds > 0 && looked_at > 0 ? looked_at / seconds : undefined;
}

/** Seconds until everything has been looked at, at the rate so far. */
export function secondsLeft(sweep: Sweep): number | undefined {
  const rate = rateOf(sweep);
  return rate === undefined ? undefined : Math.max(0, sweep.to_look_at - sweep.looked_at) / rate;
}

/** How far a sweep is, on one line. */
export function progressOfSweep(sweep: Sweep): string {
  const { state, judged_again, looked_at, to_look_at, started_at, finished_at, updated_at } = sweep;
  const again = `judged again ${counted(judged_again)}`;
  if (state === 'done') {
    const seconds = (Date.parse(finished_at ?? updated_at) - Date.parse(started_at)) / 1_000;
    return `${again} of ${counted(looked_at)} products in ${duration(seconds)}`;
  }
  if (state === 'settling')
    return `${again} of ${counted(looked_at)} products, waiting until they have gone through the flow`;
  const [rate, left] = [rateOf(sweep), secondsLeft(sweep)];
  const pace =
    rate === undefined || left === undefined ? '' : `, ${counted(Math.round(rate))}/s, about ${duration(left)} left`;
  return `${again}, looked at ${counted(looked_at)} of ${counted(to_look_at)} products${pace}`;
}
