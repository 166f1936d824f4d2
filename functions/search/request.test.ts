import { expect, test } from 'vitest';
import { readRequest } from './request.ts';

test('who searches may stand in headers of any case, and a parameter wins over a header', () => {
  const event = {
    resource: '/products',
    headers: { 'X-User-Id': 'user1', 'x-session-id': 'session1', accept: '*/*' },
    multiValueQueryStringParameters: { name: ['часы'], session_id: ['session2'] },
  };
  expect(readRequest(event)).toEqual({
    kind: 'search',
    parameters: { name: ['часы'], user_id: ['user1'], session_id: ['session2'] },
  });
});

test('one product is asked for by its id', () => {
  const event = { resource: '/products/{product_id}', pathParameters: { product_id: 'p%2F1' } };
  expect(readRequest(event)).toEqual({ kind: 'product', id: 'p/1', parameters: {} });
});

test.each([
  ['p/similar', { kind: 'similar', id: 'p' }],
  ['p%2F1/similar', { kind: 'similar', id: 'p/1' }],
  ['p%2Fsimilar', { kind: 'product', id: 'p/similar' }],
  ['p%252Fsimilar', { kind: 'product', id: 'p%2Fsimilar' }],
  ['p%2Fsimilar/similar', { kind: 'similar', id: 'p/similar' }],
])('of %s an encoded slash belongs to the id', (inAddress, asked) => {
  const event = { resource: '/products/{product_id+}', pathParameters: { product_id: inAddress } };
  expect(readRequest(event)).toEqual({ ...asked, parameters: {} });
});

test('API Gateway leaves out what there is none of', () => {
  const event = { resource: '/products', headers: null, multiValueQueryStringParameters: null, pathParameters: null };
  expect(readRequest(event)).toEqual({ kind: 'search', parameters: {} });
});
