import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { isTemporary, opensearchFailure } from '../../modules/opensearch/failure.ts';
import { buildSearch } from './build.ts';
import { secondAttempts, type Attempt, type Correction } from './correct.ts';
import type { SearchQuery } from './query.ts';
import { resultSchema, type Result } from './result.ts';

/** What was found, and under which correction of the text. */
export interface Found {
  readonly result: Result;
  readonly correction?: Correction;
}

/**
 * Searches strictly; a text that matches nothing at all is tried again as it may have been meant, all ways in one request.
 * A text that matches only what the filters exclude is right as it is.
 */
export async function searchProducts(
  client: Client,
  index: string,
  query: SearchQuery,
  popular: readonly string[] = [],
): Promise<Found> {
  const search = (attempts: readonly Attempt[]): Promise<Result[]> =>
    searchAll(
      client,
      index,
      attempts.map(({ text, matching }) => buildSearch(query, text, matching, popular)),
    );
  const [strict] = await search([{ text: query.name, matching: 'strict' }]);
  if (strict === undefined) throw new PlatformError('opensearch_unavailable', 'OpenSearch left out a search');
  if (query.name === '' || matches(strict)) return { result: strict };
  const attempts = secondAttempts(query.name, strict);
  const results = await search(attempts);
  const best = results.findIndex((result) => matches(result));
  const correction = attempts[best]?.correction;
  return { result: results[best] ?? strict, ...(correction && { correction }) };
}

const matches = ({ aggregations }: Result): boolean => aggregations.matches.doc_count > 0;

const answerSchema = z.object({ responses: z.array(z.unknown()) });
const failureSchema = z.object({ status: z.int(), error: z.object({ type: z.string() }) });

/** All searches in one request. When one fails or did not finish in time, none counts. */
async function searchAll(client: Client, index: string, searches: readonly object[]): Promise<Result[]> {
  const lines = searches.flatMap((search) => [{ index }, search]);
  try {
    const { body } = await client.msearch({ body: lines });
    return answerSchema.parse(body).responses.map((response) => readResult(response));
  } catch (error) {
    throw opensearchFailure(error, `search ${index}`);
  }
}

function readResult(response: unknown): Result {
  const failure = failureSchema.safeParse(response);
  if (failure.success) {
    const { status, error } = failure.data;
    const passes = isTemporary(status) || status === 404;
    throw new PlatformError(passes ? 'opensearch_unavailable' : 'opensearch_refused', `${status} ${error.type}`);
  }
  const result = resultSchema.parse(response);
  if (result.timed_out) throw new PlatformError('opensearch_unavailable', 'the search did not finish in time');
  return result;
}
