import type { Client } from '@opensearch-project/opensearch';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { jsonResponse, problemResponse } from '../../modules/http/response.ts';
import type { Publisher } from '../../modules/kafka/record.ts';
import type { Log } from '../../modules/logging/log.ts';
import { inTime } from '../../modules/retry/in-time.ts';
import { completeEvent, eventRecord } from './event-record.ts';
import type { EventRequest } from './event.ts';
import { whichAreKnown, type Known } from './known.ts';
import { readEvents } from './request.ts';

/** What taking events needs. */
export interface EventsDependencies {
  readonly client: Client;
  /** Of all products. */
  readonly index: string;
  readonly publisher: Publisher;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Milliseconds that Kafka may take: less than the function has, so that the client learns what went wrong. */
  readonly acknowledgeTimeoutMs: number;
}

/**
 * Answers POST /events once what was reported is on all in-sync replicas: 202 with {event_id, product} for an event, with
 * {events, refused} for a list. An event for a product that is not there is accepted all the same, and the answer says so.
 * Throws what problem.ts makes a problem of.
 */
export async function respond(taking: EventsDependencies, request: unknown): Promise<APIGatewayProxyResult> {
  const at = taking.now();
  const read = readEvents(request, at);
  if (read.kind === 'problem') return problemResponse(read.problem);
  if (read.kind === 'list') {
    const events = await takeEvents(taking, read.events, at);
    return jsonResponse({ events, refused: read.refused }, 202);
  }
  const [answer = {}] = await takeEvents(taking, [read.event], at);
  return jsonResponse(answer, 202);
}

interface TakenEvent {
  readonly event_id: string;
  readonly product: Known;
}

async function takeEvents(
  taking: EventsDependencies,
  requests: readonly EventRequest[],
  at: number,
): Promise<TakenEvent[]> {
  const { client, index, publisher, log, now, newId, acknowledgeTimeoutMs } = taking;
  const events = requests.map((event) => completeEvent(event, { at, newId }));
  const [knownBy] = await Promise.all([
    whichAreKnown(client, index, requests.map(productOf), log),
    // What takes longer may still happen: a client that repeats an event under its event_id does no harm.
    inTime(
      publisher.publish(events.map(eventRecord)),
      acknowledgeTimeoutMs,
      'the acknowledgement',
      'kafka_unavailable',
    ),
  ]);
  log.info('events taken', { events: events.length, duration_ms: now() - at });
  return events.map((event) => ({
    event_id: event.event_id,
    product: knownBy(productOf(event)),
  }));
}

const productOf = ({ event_attributes: { object } }: Pick<EventRequest, 'event_attributes'>): string =>
  object.object_id;
