import { expect, test } from 'vitest';
import { PlatformError } from '../errors/platform-error.ts';
import { invalidParameters, problemOf } from './problem.ts';
import { problemResponse } from './response.ts';

test('a search that OpenSearch cannot answer is a 503 that says when to try again', () => {
  const response = problemResponse(problemOf(new PlatformError('opensearch_unavailable', 'cannot search')));
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
