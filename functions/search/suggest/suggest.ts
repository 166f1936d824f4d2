import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { searchAll } from '../../../modules/opensearch/search-all.ts';
import { hitSchema, type Hit } from '../hit.ts';
import { switchLayout } from '../layout.ts';
import { buildSpelling, buildSuggestion, wordsOf } from './build.ts';
import type { Typed } from './request.ts';

/** What GET /suggest answers. */
export interface Suggestions {
  readonly q: string;
  readonly products: readonly Hit[];
  /** Those that the most products which match are in. */
  readonly categories: readonly { readonly category: string; readonly count: number }[];
  /** What is suggested instead of what was typed, when nothing begins like that. */
  readonly corrected?: { readonly from: string; readonly to: string; readonly kind: 'layout' | 'spelling' };
}

const foundSchema = z.object({
  hits: z.object({ hits: z.array(z.object({ _source: hitSchema })) }),
  aggregations: z.object({
    categories: z.object({ buckets: z.array(z.object({ key: z.string(), doc_count: z.number() })) }),
  }),
});

type Found = z.infer<typeof foundSchema>;

const spelledSchema = z.object({
  suggest: z.object({
    spelling: z.array(z.object({ text: z.string(), options: z.array(z.object({ text: z.string() })) })),
  }),
});

/**
 * Suggests what may be meant by what was typed so far. Only when nothing begins like that, a second request asks for the other keyboard
 * layout and for known spellings, which cost more than all the rest.
 */
export async function suggest(client: Client, index: string, { q, limit }: Typed): Promise<Suggestions> {
  const ask = (bodies: readonly object[]): Promise<unknown[]> =>
    searchAll(client, index, bodies, `suggest from ${index}`);
  const begins = async (text: string): Promise<Found> => {
    const [response] = await ask([buildSuggestion(text, limit)]);
    return read(foundSchema, response);
  };
  const typed = await begins(q);
  if (finds(typed)) return answerOf(q, typed);
  const switched = switchLayout(q);
  const [spelled, otherLayout] = await ask([
    buildSpelling(q),
    ...(switched === undefined ? [] : [buildSuggestion(switched, limit)]),
  ]);
  if (switched !== undefined) {
    const found = read(foundSchema, otherLayout);
    if (finds(found)) return { ...answerOf(q, found), corrected: { from: q, to: switched, kind: 'layout' } };
  }
  const to = respelled(q, read(spelledSchema, spelled));
  if (to === undefined) return answerOf(q, typed);
  const found = await begins(to);
  return finds(found) ? { ...answerOf(q, found), corrected: { from: q, to, kind: 'spelling' } } : answerOf(q, typed);
}

const finds = ({ hits }: Found): boolean => hits.hits.length > 0;

const answerOf = (q: string, { hits, aggregations }: Found): Suggestions => ({
  q,
  products: hits.hits.map(({ _source }) => _source),
  categories: aggregations.categories.buckets.map(({ key, doc_count }) => ({ category: key, count: doc_count })),
});

/** The text with the nearest known word for each that no product has; undefined when none is near. */
function respelled(q: string, { suggest: { spelling } }: z.infer<typeof spelledSchema>): string | undefined {
  const known = new Map(spelling.flatMap(({ text, options: [best] }) => (best ? [[text, best.text]] : [])));
  return known.size === 0
    ? undefined
    : wordsOf(q)
        .map((word) => known.get(word) ?? word)
        .join(' ');
}

function read<T>(schema: z.ZodType<T>, response: unknown): T {
  const answer = schema.safeParse(response);
  if (answer.success) return answer.data;
  throw new PlatformError('opensearch_unavailable', 'a search for suggestions failed');
}
