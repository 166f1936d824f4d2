import { expect, test } from 'vitest';
import { completeEvent, eventRecord } from './event-record.ts';
import { readEvents } from './request.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const anEvent = (fields: object = {}) => ({
  action_name: 'click',
  user_id: 'user123',
  event_attributes: { object: { object_id: 'p1' } },
  ...fields,
});
const send = (content: unknown) => readEvents({ body: JSON.stringify(content) }, now);
const nothingMadeUp = () => expect.fail('nothing is made up');
/** The event that is read, or every parameter that is refused with the reason. */
function read(content: unknown) {
  const result = send(content);
  if (result.kind === 'event') return { ok: true as const, event: result.event };
  return { ok: false as const, errors: result.kind === 'problem' ? (result.problem.errors ?? []) : [] };
}
const errorsOf = (content: unknown) => {
  const result = read(content);
  return result.ok ? [] : result.errors.map(({ parameter }) => parameter);
};

test('the shortest event says who did what with which product', () => {
  const result = read(anEvent());
  if (!result.ok) throw new Error('was refused');
  const event = completeEvent(result.event, { at: now, newId: () => 'made-up' });
  expect(event).toEqual({
    application: 'marketplace',
    event_id: 'made-up',
    action_name: 'click',
    user_id: 'user123',
    client_id: 'user123',
    timestamp: '2026-11-22T12:00:00.000Z',
    event_attributes: { object: { object_id: 'p1', object_id_field: 'product_id' } },
  });
  expect(eventRecord(event)).toMatchObject({ topic: 'client_queries', key: 'user123' });
});

test('what the client says stays as it is, so that a repeated request is the same record', () => {
  const whole = anEvent({
    application: 'app',
    event_id: '0b2d8f5a-9a0e-4d5b-8f0f-3c2f3c1f4e11',
    client_id: 'device',
    session_id: 's1',
    query_id: 'q1',
    timestamp: '2026-11-22T14:59:00+03:00',
    message_type: 'CONVERSION',
    message: 'sold',
    event_attributes: {
      object: { object_id: 'p1', object_id_field: 'product_id', name: 'Часы' },
      position: { ordinal: 3 },
      result_count: 27,
    },
  });
  const result = read(whole);
  expect(result).toEqual({ ok: true, event: whole });
  const record = () =>
    result.ok && eventRecord(completeEvent(result.event, { at: Math.random(), newId: nothingMadeUp }));
  expect(record()).toEqual(record());
});

test('a buyer who is not signed in is known by the session or the device', () => {
  const result = read(anEvent({ user_id: undefined, session_id: 's1' }));
  const record = result.ok && eventRecord(completeEvent(result.event, { at: now, newId: () => 'e' }));
  expect(record).toMatchObject({ key: 's1', value: expect.stringContaining('"client_id":"s1"') });
});

test('every wrong field is named, not only the first', () => {
  const event = { action_name: 'like', user: 'u', event_id: '7', timestamp: 'noon', event_attributes: { object: {} } };
  expect(errorsOf(event).toSorted()).toEqual([
    'action_name',
    'event_attributes.object.object_id',
    'event_id',
    'timestamp',
    'user',
    'user_id',
  ]);
});

test.each([
  ['an action beyond the list', { action_name: 'steal' }, 'action_name'],
  ['nobody', { user_id: undefined }, 'user_id'],
  ['an empty user', { user_id: '' }, 'user_id'],
  ['a user of 101 characters', { user_id: 'u'.repeat(101) }, 'user_id'],
  ['an hour in the future', { timestamp: '2026-11-22T13:00:00Z' }, 'timestamp'],
  ['two days ago', { timestamp: '2026-11-20T11:00:00Z' }, 'timestamp'],
  ['an offset beyond what OpenSearch reads', { timestamp: '2026-11-22T11:59:00+18:01' }, 'timestamp'],
  ['a time without its offset', { timestamp: '2026-11-22T12:00:00' }, 'timestamp'],
  ['no product', { event_attributes: { object: { object_id: '' } } }, 'event_attributes.object.object_id'],
  ['half a surrogate', { event_attributes: { object: { object_id: '\ud83d' } } }, 'event_attributes.object.object_id'],
  ['513 bytes', { event_attributes: { object: { object_id: 'я'.repeat(257) } } }, 'event_attributes.object.object_id'],
  [
    'something that is no product',
    { event_attributes: { object: { object_id: '1', object_id_field: 'store_id' } } },
    'event_attributes.object.object_id_field',
  ],
  [
    'position 0',
    { event_attributes: { object: { object_id: 'p' }, position: { ordinal: 0 } } },
    'event_attributes.position.ordinal',
  ],
])('%s is refused, and the field named', (_, fields, field) => {
  expect(errorsOf(anEvent(fields))).toEqual([field]);
});

test.each(['', 'null', '[]', '"click"', '{"action_name":', '\u0000'])('the body %j is no event', (body) => {
  expect(readEvents({ body }, now)).toMatchObject({ kind: 'problem', problem: { status: 400 } });
});

test('null says of a field what leaving it out says', () => {
  const anonymous = { ...anEvent({ user_id: null, session_id: 's1', query_id: null }), timestamp: null };
  const result = read(anonymous);
  expect(result).toEqual({
    ok: true,
    event: {
      ...anEvent({ user_id: undefined, session_id: 's1' }),
      application: 'marketplace',
      event_attributes: { object: { object_id: 'p1', object_id_field: 'product_id' } },
    },
  });
  expect(errorsOf(anEvent({ user_id: null }))).toEqual(['user_id']);
});

test('what is missing is said once, in plain words', () => {
  const result = read({});
  expect(result.ok ? [] : result.errors.map(({ parameter, detail }) => `${parameter} ${detail}`).toSorted()).toEqual([
    'action_name is missing: must be one of click, cart, purchase',
    'event_attributes is missing',
    'user_id or session_id or client_id must be there',
  ]);
  expect(read({ ...anEvent(), user_id: '' })).toMatchObject({ errors: [{ detail: 'must not be empty' }] });
});

test('of a list what is right is taken, and of the rest is said which event it is', () => {
  expect(send([anEvent(), 7, anEvent({ user_id: null })])).toMatchObject({
    kind: 'list',
    events: [{ user_id: 'user123' }],
    refused: [
      { index: 1, errors: ['event: an object is expected, found 7'] },
      { index: 2, errors: ['user_id: or session_id or client_id must be there'] },
    ],
  });
  expect(send([7])).toMatchObject({ kind: 'problem', problem: { errors: [{ parameter: '0' }] } });
  expect(send(Array.from({ length: 101 }, () => anEvent()))).toMatchObject({ kind: 'problem' });
});

test.each([
  ['a browser that leaves the page', { 'Content-Type': 'text/plain;charset=UTF-8' }],
  ['no type', {}],
  ['JSON of a kind', { 'content-type': 'application/vnd.shop+json; charset="utf-8"' }],
])('the body of %s is read', (_, headers) => {
  expect(readEvents({ headers, body: JSON.stringify(anEvent()) }, now)).toMatchObject({ kind: 'event' });
});

test.each([
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, JSON.stringify(anEvent())],
  ['another charset', { 'content-type': 'application/json; charset=utf-16' }, JSON.stringify(anEvent())],
  ['what is compressed', { 'content-encoding': 'gzip' }, '\u001f\ufffd\b'],
])('%s is refused, and what is taken is said', (_, headers, body) => {
  expect(readEvents({ headers, body }, now)).toMatchObject({
    problem: { status: 415, detail: expect.stringContaining('application/json') as unknown },
  });
});

test('a body may come in Base64, and may have 64 KiB', () => {
  const body = Buffer.from(JSON.stringify(anEvent())).toString('base64');
  expect(readEvents({ body, isBase64Encoded: true }, now)).toMatchObject({ kind: 'event' });
  const large = JSON.stringify(anEvent({ event_attributes: { object: { object_id: 'p', note: 'я'.repeat(40_000) } } }));
  expect(readEvents({ body: large }, now)).toMatchObject({ problem: { status: 413 } });
});

test('what no API Gateway sends is a failure of ours', () => {
  expect(() => readEvents('hello', now)).toThrow('not an event of a REST API');
});
