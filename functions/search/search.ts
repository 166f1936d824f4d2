import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { isTemporary } from '../../modules/opensearch/failure.ts';
import { searchAll } from '../../modules/opensearch/search-all.ts';
import { buildSearch, searchTimeout } from './build.ts';
import { secondAttempts, type Attempt, type Correction } from './correct.ts';
import { alwaysApplied } from './filters.ts';
import {
  countedSchema,
  countProposals,
  leastBeside,
  likelierThan,
  nearTo,
  worthProposing,
  type Proposal,
} from './proposals.ts';
import type { SearchQuery } from './query.ts';
import { resultSchema, type Result } from './result.ts';
import { namedQuery, spellingSuggester } from './text.ts';

/** What was found, and under which correction of the text; or what may be searched for instead. */
export interface Found {
  readonly result: Result;
  readonly corrected?: Correction;
  readonly proposals?: readonly Proposal[];
}

/**
 * Searches for what was typed. When no product has it but in a description, what may have been meant and what is near is counted, and
 * what was likeliest meant is searched for. A text that matches only what the filters exclude is right as it is.
 */
export async function searchProducts(
  client: Client,
  index: string,
  query: SearchQuery,
  popular: readonly string[] = [],
): Promise<Found> {
  const [typed] = await searchAll(client, index, [
    // Only what was typed needs spellings: they cost more than all the rest.
    {
      ...buildSearch(query, query.name, popular),
      ...(query.name !== '' && { suggest: spellingSuggester(query.name) }),
    },
  ]);
  const result = readResult(typed);
  if (query.name === '') return { result };
  if (named(result) > 0) return { result, ...(await likelier(client, index, query, result)) };
  const attempts = secondAttempts(query.name, result);
  const near = nearTo(query.name, attempts);
  if (attempts.length + near.length === 0) return { result };
  const replaced = attempts.flatMap((attempt) => attempt.replaced);
  const [known, tried, counted] = await searchAll(client, index, [
    namedCounts(replaced),
    namedCounts(
      attempts.map(({ corrected }) => corrected.to),
      alwaysApplied(query),
    ),
    countProposals(query, near),
  ]);
  const corrected = likeliest(attempts, readNamedWords(replaced, known), readCounts(tried));
  if (corrected === undefined)
    return {
      result,
      ...proposing(worthProposing(near, checked(counted, countedSchema), result.hits.total.value + 1)),
    };
  const [meant] = await searchAll(client, index, [buildSearch(query, corrected.to, popular)]);
  return { result: readResult(meant), corrected };
}

/** What is proposed beside what was found, when it is so little that something else is likelier meant. */
async function likelier(client: Client, index: string, query: SearchQuery, result: Result) {
  const guesses = likelierThan(named(result), (text) => secondAttempts(text, result), query.name);
  if (guesses.length === 0) return {};
  const [counted] = await searchAll(client, index, [countProposals(query, guesses)]);
  return proposing(worthProposing(guesses, checked(counted, countedSchema), leastBeside(named(result))));
}

const proposing = (proposals: readonly Proposal[]): Pick<Found, 'proposals'> =>
  proposals.length === 0 ? {} : { proposals };

const named = ({ aggregations }: Result): number => aggregations.named.doc_count;

/** The likeliest that names a product, and replaces no word that the catalogue has; of equally likely ones the one that names most. */
function likeliest(
  attempts: readonly Attempt[],
  isNamed: (word: string) => boolean,
  counts: readonly number[],
): Correction | undefined {
  const [first] = attempts
    .map((attempt, at) => ({ ...attempt, named: counts[at] ?? 0 }))
    .filter((attempt) => attempt.named > 0 && !attempt.replaced.some(isNamed))
    .toSorted((one, other) => one.cost - other.cost || other.named - one.named);
  return first?.corrected;
}

/** Asks how many products each of these texts names: an attempt is searched for whole only when it is taken. */
const namedCounts = (texts: readonly string[], filter: readonly object[] = []): object => ({
  size: 0,
  track_total_hits: false,
  query: { bool: { filter } },
  // OpenSearch wants one to count by.
  aggs: { texts: { filters: { filters: [...texts.map((text) => namedQuery(text)), { match_none: {} }] } } },
  timeout: searchTimeout,
});

const namedSchema = z.object({
  aggregations: z.object({
    texts: z.object({ buckets: z.array(z.object({ doc_count: z.number() })) }),
  }),
});

const readCounts = (response: unknown): number[] =>
  checked(response, namedSchema).aggregations.texts.buckets.map(({ doc_count }) => doc_count);

const shortestWord = 3;

/** Which of the words the catalogue has; such a word is never corrected. A letter or two are in some article number. */
function readNamedWords(words: readonly string[], response: unknown): (word: string) => boolean {
  const counts = readCounts(response);
  const inCatalogue = new Set(words.filter((word, at) => word.length >= shortestWord && (counts[at] ?? 0) > 0));
  return (word) => inCatalogue.has(word);
}

const failureSchema = z.object({ status: z.int(), error: z.object({ type: z.string() }) });

const readResult = (response: unknown): Result => checked(response, resultSchema);

/** An answer that is whole: when one failed, none counts. */
function checked<T>(response: unknown, schema: z.ZodType<T>): T {
  const failure = failureSchema.safeParse(response);
  if (failure.success) {
    const { status, error } = failure.data;
    const passes = isTemporary(status) || status === 404;
    throw new PlatformError(passes ? 'opensearch_unavailable' : 'opensearch_refused', `${status} ${error.type}`);
  }
  return schema.parse(response);
}
