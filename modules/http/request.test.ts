import { expect, test } from 'vitest';
import { readApiRequest } from './request.ts';

const textOf = (inAddress: string): string | undefined =>
  readApiRequest({ resource: '/products/{product_id+}', pathParameters: { product_id: inAddress } }).path['product_id'];

// As API Gateway passes them: https://github.com/serverless/serverless/issues/5037
test.each([
  ['p%2F1%20%D1%87', 'p/1 ч'],
  ['p/1', 'p/1'],
  ['a%252Fb', 'a%2Fb'],
  ['a%25252Fb', 'a%252Fb'],
  ['%25D1%2587', '%D1%87'],
  ['100%25', '100%'],
  ['100%2525', '100%25'],
  ['100%25%20%D1%85%D0%BB%D0%BE%D0%BF%D0%BA%D0%B0', '100% хлопка'],
  ['a+b', 'a+b'],
  ['a%2Bb', 'a+b'],
  // Browsers leave some characters as they are.
  ['a|b%20c', 'a|b c'],
  ['constructor', 'constructor'],
])('the part of the path %s is decoded once, to %s', (inAddress, text) => {
  expect(textOf(inAddress)).toBe(text);
});

// As engines pass them that decode addresses themselves: there is nothing left to decode.
test.each(['p/1 ч', 'скидка'])('%s that was decoded already stays', (text) => {
  expect(textOf(text)).toBe(text);
});

test.each(['%', '%zz', 'a%2', '%C3%28', '%FF', '100% хлопка'])('%s is not decoded to something else', (inAddress) => {
  expect(() => textOf(inAddress)).toThrow(expect.objectContaining({ code: 'event_invalid' }) as Error);
});

test('API Gateway leaves out what there is none of', () => {
  const event = { resource: '/products', headers: null, multiValueQueryStringParameters: null, pathParameters: null };
  expect(readApiRequest(event)).toEqual({ resource: '/products', path: {}, inAddress: {}, query: {}, headers: {} });
});

test('what is no event of a REST API is a broken system', () => {
  expect(() => readApiRequest({ Records: [] })).toThrow(expect.objectContaining({ code: 'event_invalid' }) as Error);
});
