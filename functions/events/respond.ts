import type { Client } from '@opensearch-project/opensearch';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { invalidParameters } from '../../modules/http/problem.ts';
import { jsonResponse, problemResponse } from '../../modules/http/response.ts';
import type { Publisher } from '../../modules/kafka/record.ts';
import type { Log } from '../../modules/logging/log.ts';
import { inTime } from '../../modules/retry/in-time.ts';
import { completeEvent, eventRecord } from './event-record.ts';
import { isKnown } from './known.ts';
import { readEvent } from './request.ts';

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
 * Answers POST /events: 202 with {event_id, product} once the event is on all in-sync replicas. An event for a product that
 * is not there is accepted all the same, and the answer says so. Throws what problem.ts makes a problem of.
 */
export async function respond(taking: EventsDependencies, request: unknown): Promise<APIGatewayProxyResult> {
  const { client, index, publisher, log, now, newId, acknowledgeTimeoutMs } = taking;
  const startedAt = now();
  const read = readEvent(request, startedAt);
  if (!read.ok) return problemResponse(invalidParameters(read.errors));
  const event = completeEvent(read.event, { at: startedAt, newId });
  const [product] = await Promise.all([
    isKnown(client, index, event.event_attributes.object.object_id, log),
    // What takes longer may still happen: a client that repeats an event under its event_id does no harm.
    inTime(publisher.publish([eventRecord(event)]), acknowledgeTimeoutMs, 'the acknowledgement', 'kafka_unavailable'),
  ]);
  const { event_id, action_name: action } = event;
  log.info('event taken', { event_id, action, product, duration_ms: now() - startedAt });
  return jsonResponse({ event_id, product }, 202);
}
