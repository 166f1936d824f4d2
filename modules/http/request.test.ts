import { expect, test } from 'vitest';
import { readApiRequest } from './request.ts';

test.each([
  ['p%2F1%20%D1%87', 'p/1 ч'],
  ['p/1 ч', 'p/1 ч'],
  ['100%', '100%'],
  ['100%25%20%D1%85%D0%BB%D0%BE%D0%BF%D0%BA%D0%B0', '100% хлопка'],
  ['скидка %25', 'скидка %25'],
])('the part of the path %s in an address is %s', (inAddress, text) => {
  const { path } = readApiRequest({ resource: '/products/{product_id}', pathParameters: { product_id: inAddress } });
  expect(path).toEqual({ product_id: text });
});

test('API Gateway leaves out what there is none of', () => {
  const event = { resource: '/products', headers: null, multiValueQueryStringParameters: null, pathParameters: null };
  expect(readApiRequest(event)).toEqual({ resource: '/products', path: {}, query: {}, headers: {} });
});

test('what is no event of a REST API is a broken system', () => {
  expect(() => readApiRequest({ Records: [] })).toThrow(expect.objectContaining({ code: 'event_invalid' }) as Error);
});
