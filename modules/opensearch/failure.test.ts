import { errors } from '@opensearch-project/opensearch';
import { expect, test } from 'vitest';
import { opensearchFailure } from './failure.ts';

/** What the client throws for a response with this status. */
const response = (statusCode: number): Error =>
  new errors.ResponseError({
    body: { error: { type: 'some_exception' } },
    statusCode,
    headers: {},
    warnings: null,
    meta: {} as never,
  });

test.each([
  { what: 'a connection that is refused', error: new Error('connect ECONNREFUSED'), code: 'opensearch_unavailable' },
  { what: 'a full queue', error: response(429), code: 'opensearch_unavailable' },
  { what: 'a node that is starting', error: response(503), code: 'opensearch_unavailable' },
  { what: 'an index that nobody has made yet', error: response(404), code: 'opensearch_unavailable' },
  { what: 'a request that is wrong', error: response(400), code: 'opensearch_refused' },
  { what: 'a right that is missing', error: response(403), code: 'opensearch_refused' },
])('$what is $code, with its cause', ({ error, code }) => {
  expect(opensearchFailure(error, 'search')).toMatchObject({ code, message: 'cannot search', cause: error });
});

test('what is known already stays as it is', () => {
  const known = opensearchFailure(response(503), 'search');
  expect(opensearchFailure(known, 'index')).toBe(known);
});
