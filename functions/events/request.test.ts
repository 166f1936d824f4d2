import { expect, test } from 'vitest';
import { completeEvent, eventRecord } from './event-record.ts';
import { readEvent } from './request.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const anEvent = (fields: object = {}) => ({
  action_name: 'click',
  user_id: 'user123',
  event_attributes: { object: { object_id: 'p1' } },
  ...fields,
});
const read = (content: unknown) => readEvent({ body: JSON.stringify(content) }, now);
const nothingMadeUp = () => expect.fail('nothing is made up');
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
  expect(readEvent({ body }, now)).toMatchObject({ ok: false });
});

test('a body may come in Base64, and may have 64 KiB', () => {
  const body = Buffer.from(JSON.stringify(anEvent())).toString('base64');
  expect(readEvent({ body, isBase64Encoded: true }, now).ok).toBe(true);
  const large = JSON.stringify(anEvent({ event_attributes: { object: { object_id: 'p', note: 'я'.repeat(40_000) } } }));
  expect(readEvent({ body: large }, now)).toMatchObject({ errors: [{ parameter: 'body' }] });
});

test('what no API Gateway sends is a failure of ours', () => {
  expect(() => readEvent('hello', now)).toThrow('not an event of a REST API');
});
