import { createHash } from 'node:crypto';
import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { allowedLatenessMs, maxRememberedLines } from './settings.ts';

/** How far a log group was read. */
export interface Position {
  /** Epoch milliseconds: everything before was read. Lines may still come from here on. */
  readonly from: number;
  /** Lines from there on that were read. */
  readonly seen: readonly string[];
}

export interface IdentifiedLine {
  readonly id: string;
  readonly at: number;
  readonly line: string;
}

/**
 * Log events with an identity that is the same however often they are read: AWS's eventId, else what and where they are,
 * counted among equals. `events` must begin where a second begins, or an equal line before them would shift the count.
 */
export function identify(events: readonly FilteredLogEvent[]): IdentifiedLine[] {
  const equals = new Map<string, number>();
  return events.map(({ eventId, logStreamName = '', timestamp = 0, message = '' }) => {
    const what = eventId ?? digest(`${logStreamName}\n${timestamp}\n${message}`);
    const count = equals.get(what) ?? 0;
    equals.set(what, count + 1);
    return { id: count === 0 || eventId !== undefined ? what : `${what}-${count}`, at: timestamp, line: message };
  });
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** The lines that were not read before. */
export function unread(position: Position, lines: readonly IdentifiedLine[]): IdentifiedLine[] {
  const seen = new Set(position.seen);
  return lines.filter(({ id, at }) => {
    if (at < position.from || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/**
 * The position behind these lines, which are all that were found from the position on, old ones included. It is never ahead of
 * `now`, epoch milliseconds: the lines of a clock that is would hide all others.
 */
export function after(position: Position, lines: readonly IdentifiedLine[], now: number): Position {
  const newest = lines.reduce((time, { at }) => Math.max(time, at), position.from);
  const remembered = lines.toSorted((a, b) => b.at - a.at).slice(0, maxRememberedLines);
  const forgotten = lines.length > remembered.length ? (remembered.at(-1)?.at ?? 0) + 1 : 0;
  const reached = Math.max(Math.min(newest, now) - allowedLatenessMs, Math.min(forgotten, now));
  const from = Math.max(position.from, reached);
  return { from, seen: remembered.filter(({ at }) => at >= from).map(({ id }) => id) };
}
