import { z } from 'zod';
import { searchTimeout } from './build.ts';
import type { Attempt, Correction } from './correct.ts';
import { alwaysApplied, chosenOf, clausesWithout } from './filters.ts';
import type { SearchQuery } from './query.ts';
import { foundQuery, namedQuery } from './text.ts';
import { withFewerWords, thingIn } from './understand/fewer-words.ts';
import { kindsOf } from './understand/kinds.ts';

/** What somebody may search for instead, and how much that finds. */
export interface Proposal {
  readonly to: string;
  readonly kind: Correction['kind'] | 'fewer_words' | 'broader';
  readonly total: number;
}

/** A proposal before it is known what it finds. */
export interface Proposable {
  readonly to: string;
  readonly kind: Proposal['kind'];
  /** Of what finds something the proposals that come first: the highest. */
  readonly rank: number;
}

const mostProposals = 3;
const mostCounted = 12;

/** What is near a text that finds nothing: some of its words, also of what it may have been meant to be, and what its thing is one of. */
export function nearTo(text: string, attempts: readonly Attempt[]): Proposable[] {
  const texts = [text, ...attempts.slice(0, 1).map(({ corrected }) => corrected.to)];
  const fewer = texts
    .flatMap(withFewerWords)
    .map(({ text: to, kept }) => ({ to, kind: 'fewer_words', rank: kept }) as const);
  const broader = texts.flatMap((each) => [each, thingIn(each) ?? each]).flatMap(kindsOf);
  return distinct([...fewer, ...broader.map((to) => ({ to, kind: 'broader', rank: 0 }) as const)]).slice(
    0,
    mostCounted,
  );
}

/** So many times as much as what was typed must a guess find to be proposed beside it. */
const muchMore = 10;
/** What was typed and finds more is no slip. */
const few = 5;
/** Beyond this cost a guess is less likely than a name that no file has. */
const likely = 0.8;

/** What was likely meant by a text that finds `named` products. */
export const likelierThan = (named: number, guess: (text: string) => readonly Attempt[], text: string): Proposable[] =>
  named > few
    ? []
    : distinct(
        guess(text)
          .filter(({ cost }) => cost <= likely)
          .map(({ corrected: { to, kind }, cost }) => ({ to, kind, rank: -cost })),
      ).slice(0, mostProposals);

const distinct = (proposals: readonly Proposable[]): Proposable[] =>
  [...new Map(proposals.toReversed().map((proposal) => [proposal.to, proposal])).values()].toReversed();

/** OpenSearch wants one to count by. */
const none = { match_none: {} };

/** The body of a search that counts what each proposal would find, with the filters of the query. */
export const countProposals = (query: SearchQuery, proposals: readonly Proposable[]): object => ({
  size: 0,
  track_total_hits: false,
  query: { bool: { filter: [...alwaysApplied(query), ...clausesWithout(chosenOf(query))] } },
  aggs: {
    found: { filters: { filters: [...proposals.map(({ to }) => foundQuery(to)), none] } },
    named: { filters: { filters: [...proposals.map(({ to }) => namedQuery(to)), none] } },
  },
  timeout: searchTimeout,
});

const counts = z.object({ buckets: z.array(z.object({ doc_count: z.number() })) });
export const countedSchema = z.object({ aggregations: z.object({ found: counts, named: counts }) });

/**
 * Those of the proposals that name `least` products at least, the best first: those of most words, then those that find most. What a thing
 * is one of is proposed when nothing nearer is.
 */
export const worthProposing = (
  proposals: readonly Proposable[],
  { aggregations: { found, named } }: z.infer<typeof countedSchema>,
  least: number,
): Proposal[] => {
  const all = proposals
    .map((proposal, at) => ({
      ...proposal,
      total: found.buckets[at]?.doc_count ?? 0,
      named: named.buckets[at]?.doc_count ?? 0,
    }))
    .filter((proposal) => proposal.named >= least)
    .toSorted((one, other) => other.rank - one.rank || other.total - one.total);
  const nearer = all.filter(({ kind }) => kind !== 'broader');
  return (nearer.length > 0 ? nearer : all).slice(0, mostProposals).map(({ to, kind, total }) => ({ to, kind, total }));
};

/** How many products must be named by a guess for it to be proposed beside what names so many. */
export const leastBeside = (named: number): number => muchMore * named;
