import { expect, test } from 'vitest';
import { readRequest } from './request.ts';

const read = (user_id: string, parameters?: Record<string, string[]>) =>
  readRequest({
    resource: '/recommendations/{user_id}',
    pathParameters: { user_id },
    multiValueQueryStringParameters: parameters ?? null,
  });

test('ten products are recommended when nothing else is asked for', () => {
  expect(read('user123')).toEqual({ ok: true, request: { user_id: 'user123', limit: 10 } });
});

test('a user may have any name, encoded or not', () => {
  expect(read('%D1%8F%20%26')).toMatchObject({ request: { user_id: 'я &' } });
  expect(read('100%25')).toMatchObject({ request: { user_id: '100%' } });
  expect(read('a%252Fb')).toMatchObject({ request: { user_id: 'a%2Fb' } });
});

test.each([
  ['u', { limit: ['0'] }, 'limit'],
  ['u', { limit: ['101'] }, 'limit'],
  ['u', { limit: ['ten'] }, 'limit'],
  ['u', { limit: ['1', '2'] }, 'limit'],
  ['u', { page: ['1'] }, 'page'],
  ['', {}, 'user_id'],
  ['u'.repeat(101), {}, 'user_id'],
])('%j with %j is refused, and the parameter named', (user, parameters: Record<string, string[]>, name) => {
  expect(read(user, parameters)).toMatchObject({ ok: false, errors: [{ parameter: name }] });
});

test('the user of the address cannot be replaced by a parameter', () => {
  expect(read('me', { user_id: ['you'] })).toMatchObject({ request: { user_id: 'me' } });
});
