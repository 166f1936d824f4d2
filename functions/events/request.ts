import { issuesText } from '../../modules/errors/schema.ts';
import { readJsonBody } from '../../modules/http/json-body.ts';
import { invalidParameters, type Problem } from '../../modules/http/problem.ts';
import { readEvent, type EventRequest } from './event.ts';

/** Bytes of a request's body: as many as browsers take of a beacon. */
const maxBodyBytes = 64 * 1024;
export const maxEvents = 100;

/** An event of a list that is not taken; `index`: which one, from 0. */
interface RefusedEvent {
  readonly index: number;
  readonly errors: readonly string[];
}

/** What a request reports: one event, or a list, of which the wrong ones hold up no other. */
export type ReadEvents =
  | { readonly kind: 'event'; readonly event: EventRequest }
  | { readonly kind: 'list'; readonly events: readonly EventRequest[]; readonly refused: readonly RefusedEvent[] }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * Reads the event, or the list of them, in the body of a request of API Gateway; every field that is wrong is named. `now`:
 * epoch milliseconds. Throws event_invalid for what no REST API sends.
 */
export function readEvents(request: unknown, now: number): ReadEvents {
  const body = readJsonBody(request, maxBodyBytes);
  if (!body.ok) return { kind: 'problem', problem: body.problem };
  const { content } = body;
  if (Array.isArray(content)) return readList(content, now);
  const read = readEvent(content, now);
  if (read.ok) return { kind: 'event', event: read.value };
  return problem(read.issues.map(({ path, message }) => ({ parameter: path || 'body', detail: message })));
}

function readList(contents: readonly unknown[], now: number): ReadEvents {
  if (contents.length === 0 || contents.length > maxEvents)
    return problem([{ parameter: 'body', detail: `must be an event or a list of 1 to ${maxEvents} events` }]);
  const events: EventRequest[] = [];
  const refused: RefusedEvent[] = [];
  for (const [index, content] of contents.entries()) {
    const read = readEvent(content, now);
    if (read.ok) events.push(read.value);
    else refused.push({ index, errors: read.issues.map((issue) => issuesText([issue], 'event')) });
  }
  if (events.length > 0) return { kind: 'list', events, refused };
  return problem(refused.map(({ index, errors }) => ({ parameter: String(index), detail: errors.join('; ') })));
}

const problem = (errors: Parameters<typeof invalidParameters>[0]): ReadEvents => ({
  kind: 'problem',
  problem: invalidParameters(errors),
});
