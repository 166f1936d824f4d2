import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import type { EventRequest } from './event.ts';

export interface Circumstances {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly newId: () => string;
}

/** An event as `client_queries` holds it, with everything that the client left to the platform. */
export function completeEvent({ event_id, timestamp, ...event }: EventRequest, { at, newId }: Circumstances) {
  return {
    ...event,
    event_id: event_id ?? newId(),
    client_id: event.client_id ?? event.session_id ?? event.user_id ?? '',
    timestamp: timestamp ?? new Date(at).toISOString(),
  };
}

type CompleteEvent = ReturnType<typeof completeEvent>;

/** Keyed by the user as far as one is known, so that what one buyer does stays in order. */
export const eventRecord = (event: CompleteEvent): OutgoingRecord => ({
  topic: 'client_queries',
  key: event.user_id ?? event.client_id,
  value: JSON.stringify(event),
});
