import { expect, test } from 'vitest';
import { responseOf, searchSchema, type EventRecord } from './response.ts';

const aSearch = (attributes: object, hits: readonly string[]) =>
  searchSchema.parse({
    query_id: 'q1',
    client_id: 'c1',
    user_query: '  Чёрный   ЧАЙ ',
    timestamp: '2026-01-02T03:04:05+03:00',
    query_attributes: { total: 45, ...attributes },
    query_response_hit_ids: hits,
  });
const anEvent = (productId: string, ordinal?: number): EventRecord => ({
  query_id: 'q1',
  event_attributes: { object: { object_id: productId }, ...(ordinal !== undefined && { position: { ordinal } }) },
});

test('an answer has its text as it is counted, its time, and the places that it shows', () => {
  expect(responseOf(aSearch({}, ['a', 'b']), [])).toEqual({
    client: 'c1',
    buyer: 'c1',
    text: 'черный чай',
    at: Date.UTC(2026, 0, 2, 0, 4, 5),
    total: 45,
    shown: { first: 1, last: 2 },
    acted: [],
    chosen: [],
  });
});

test('what is done with a product counts once, at the place where the answer had it', () => {
  const events = [anEvent('b', 9), anEvent('b'), anEvent('a')];
  expect(responseOf(aSearch({}, ['a', 'b']), events)).toMatchObject({ acted: [2, 1], chosen: ['b', 'a'] });
});

test('places of further pages go on where the page before ended', () => {
  const third = responseOf(aSearch({ page: 3, page_size: 20 }, ['a', 'b']), [anEvent('b')]);
  expect([third.shown, third.acted]).toEqual([{ first: 41, last: 42 }, [42]]);
});

test('of a product that the answer did not have, only the client says where it stood', () => {
  expect(responseOf(aSearch({}, ['a']), [anEvent('x', 7), anEvent('y')]).acted).toEqual([7]);
});

test('an answer without hits shows no place', () => {
  expect(responseOf(aSearch({ total: 0 }, []), []).shown).toEqual({ first: 1, last: 0 });
});
