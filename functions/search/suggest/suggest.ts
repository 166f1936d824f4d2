import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { opensearchFailure } from '../../../modules/opensearch/failure.ts';
import { hitSchema, type Hit } from '../hit.ts';
import { switchLayout } from '../layout.ts';
import { buildSuggestion, wordsOf } from './build.ts';
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
  timed_out: z.literal(false),
  hits: z.object({ hits: z.array(z.object({ _source: hitSchema })) }),
  aggregations: z.object({
    categories: z.object({ buckets: z.array(z.object({ key: z.string(), doc_count: z.number() })) }),
  }),
  suggest: z.object({
    spelling: z.array(z.object({ text: z.string(), options: z.array(z.object({ text: z.string() })) })),
  }),
});

type Found = z.infer<typeof foundSchema>;

/** Suggests what may be meant by what was typed so far; in one request, and in a second one when it is misspelled. */
export async function suggest(client: Client, index: string, { q, limit }: Typed): Promise<Suggestions> {
  const switched = switchLayout(q);
  const texts = [q, ...(switched === undefined ? [] : [switched])];
  const [typed, otherLayout] = await searchAll(client, index, texts, limit);
  if (typed === undefined) throw new PlatformError('opensearch_unavailable', 'OpenSearch left out a search');
  if (finds(typed)) return answerOf(q, typed);
  if (otherLayout !== undefined && finds(otherLayout))
    return { ...answerOf(q, otherLayout), corrected: { from: q, to: switched ?? q, kind: 'layout' } };
  const to = respelled(q, typed);
  if (to === undefined) return answerOf(q, typed);
  const [found] = await searchAll(client, index, [to], limit);
  return found !== undefined && finds(found)
    ? { ...answerOf(q, found), corrected: { from: q, to, kind: 'spelling' } }
    : answerOf(q, typed);
}

const finds = ({ hits }: Found): boolean => hits.hits.length > 0;

const answerOf = (q: string, { hits, aggregations }: Found): Suggestions => ({
  q,
  products: hits.hits.map(({ _source }) => _source),
  categories: aggregations.categories.buckets.map(({ key, doc_count }) => ({ category: key, count: doc_count })),
});

/** The text with the nearest known word for each that no product has; undefined when none is near. */
function respelled(q: string, { suggest: { spelling } }: Found): string | undefined {
  const known = new Map(spelling.flatMap(({ text, options: [best] }) => (best ? [[text, best.text]] : [])));
  return known.size === 0
    ? undefined
    : wordsOf(q)
        .map((word) => known.get(word) ?? word)
        .join(' ');
}

const answersSchema = z.object({ responses: z.array(z.unknown()) });

async function searchAll(client: Client, index: string, texts: readonly string[], limit: number): Promise<Found[]> {
  try {
    const { body } = await client.msearch({
      body: texts.flatMap((text) => [{ index }, buildSuggestion(text, limit)]),
    });
    return answersSchema.parse(body).responses.map((response) => {
      const found = foundSchema.safeParse(response);
      if (found.success) return found.data;
      throw new PlatformError('opensearch_unavailable', 'a search for suggestions failed or did not finish in time');
    });
  } catch (error) {
    throw opensearchFailure(error, `suggest from ${index}`);
  }
}
