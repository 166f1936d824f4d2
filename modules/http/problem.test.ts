import { expect, test } from 'vitest';
import { PlatformError } from '../errors/platform-error.ts';
import { invalidParameters, problemOf } from './problem.ts';
import { problemResponse } from './response.ts';

test.each([
  ['a search that OpenSearch cannot answer', 'opensearch_unavailable'],
  ['a ban list that Kafka does not give', 'ban_list_unreadable'],
  ['a key that Secrets Manager does not give', 'secret_unavailable'],
] as const)('%s is a 503 that says when to try again', (_, code) => {
  const response = problemResponse(problemOf(new PlatformError(code, 'cannot answer')));
  expect(response.statusCode).toBe(503);
  expect(response.headers).toMatchObject({
    'retry-after': '5',
    'content-type': 'application/problem+json; charset=utf-8',
  });
});

test('any other failure is a 500 that tells nothing of what is inside', () => {
  const secret = 'http://user:password@10.0.0.1:9200';
  const response = problemResponse(problemOf(new Error(secret)));
  expect(response.statusCode).toBe(500);
  expect(response.body).not.toContain('password');
});

test('a problem is a document of RFC 9457 that names every wrong parameter', () => {
  const response = problemResponse(invalidParameters([{ parameter: 'page', detail: 'must be a whole number' }]));
  expect(JSON.parse(response.body)).toEqual({
    type: 'about:blank',
    status: 400,
    title: 'Bad Request',
    detail: 'page: must be a whole number',
    errors: [{ parameter: 'page', detail: 'must be a whole number' }],
  });
});

test('what a program can act upon stands in the document beside the rest', () => {
  const { body } = problemResponse({ status: 409, title: 'Conflict', detail: 'too much', members: { matches: 7 } });
  expect(JSON.parse(body)).toEqual({
    type: 'about:blank',
    status: 409,
    title: 'Conflict',
    detail: 'too much',
    matches: 7,
  });
});
