import { mean } from '../metrics.ts';
import type { Response } from './response.ts';
import { isAbandoned, type Search } from './searches.ts';

/** How searches ended; shares are of all searches. */
export interface Ends {
  readonly searches: number;
  readonly without_results: number;
  readonly reformulated: number;
  readonly abandoned: number;
  /** Searches after which a buyer clicked a product, put it into the cart or bought it. */
  readonly acted_on: number;
  /** Mean over those of 1 / the first place that was acted on; 0 when there are none. */
  readonly click_mrr: number;
}

export interface DayEnds extends Ends {
  /** In UTC, such as 2026-01-31. */
  readonly day: string;
}

/** A text that often ends badly. */
export interface TextCount {
  readonly text: string;
  readonly times: number;
  /** How often it was searched for at all. */
  readonly searches: number;
  readonly buyers: number;
  /** The last time that it ended so, ISO 8601. */
  readonly last: string;
}

export interface Reformulation {
  readonly from: string;
  readonly to: string;
  readonly times: number;
  readonly last: string;
}

export interface Place {
  /** From 1. */
  readonly place: number;
  /** Answers that showed a product there. */
  readonly shown: number;
  /** Answers of which that product was clicked, put into the cart or bought. */
  readonly acted_on: number;
}

export interface Tally {
  readonly all: Ends;
  readonly days: readonly DayEnds[];
  readonly without_results: readonly TextCount[];
  readonly abandoned: readonly TextCount[];
  readonly reformulated: readonly Reformulation[];
  readonly places: readonly Place[];
}

/** Places that are counted each for itself: the first page of hits. */
const deepest = 20;

/** What searches came to. `limit`: how many texts each list has at most. Pure. */
export function tally(searches: readonly Search[], responses: readonly Response[], limit: number): Tally {
  const searched = Map.groupBy(searches, ({ text }) => text);
  const texts = (chosen: readonly Search[]) => textCounts(chosen, searched).slice(0, limit);
  return {
    all: endsOf(searches),
    days: [...Map.groupBy(searches, ({ at }) => isoTime(at).slice(0, 10))]
      .map(([day, group]) => ({ day, ...endsOf(group) }))
      .toSorted((one, other) => (one.day < other.day ? -1 : 1)),
    without_results: texts(searches.filter(({ empty }) => empty)),
    abandoned: texts(searches.filter(isAbandoned)),
    reformulated: reformulations(searches).slice(0, limit),
    places: placesOf(responses),
  };
}

function endsOf(searches: readonly Search[]): Ends {
  const acted = searches.flatMap((search) => search.acted ?? []);
  return {
    searches: searches.length,
    without_results: searches.filter(({ empty }) => empty).length,
    reformulated: searches.filter(({ instead }) => instead !== undefined).length,
    abandoned: searches.filter(isAbandoned).length,
    acted_on: acted.length,
    click_mrr: mean(acted.map((place) => 1 / place)),
  };
}

const textCounts = (chosen: readonly Search[], searched: ReadonlyMap<string, readonly Search[]>): TextCount[] =>
  [...Map.groupBy(chosen, ({ text }) => text)]
    .map(([text, group]) => ({
      text,
      times: group.length,
      searches: searched.get(text)?.length ?? 0,
      buyers: new Set(group.map(({ buyer }) => buyer)).size,
      last: lastOf(group),
    }))
    .toSorted((one, other) => other.times - one.times || other.buyers - one.buyers || (one.text < other.text ? -1 : 1));

function reformulations(searches: readonly Search[]): Reformulation[] {
  const changed = searches.flatMap(({ text, instead, at }) => (instead === undefined ? [] : [{ text, instead, at }]));
  return [...Map.groupBy(changed, ({ text, instead }) => JSON.stringify([text, instead])).values()]
    .flatMap((group) => {
      const [first] = group;
      return first === undefined
        ? []
        : [{ from: first.text, to: first.instead, times: group.length, last: lastOf(group) }];
    })
    .toSorted((one, other) => other.times - one.times || (one.from + one.to < other.from + other.to ? -1 : 1));
}

const placesOf = (responses: readonly Response[]): Place[] =>
  Array.from({ length: deepest }, (_, index) => ({
    place: index + 1,
    shown: responses.filter(({ shown }) => shown.first <= index + 1 && index + 1 <= shown.last).length,
    acted_on: responses.filter(({ acted }) => acted.includes(index + 1)).length,
  })).filter(({ shown }) => shown > 0);

const isoTime = (at: number): string => new Date(at).toISOString();
const lastOf = (group: readonly { readonly at: number }[]): string =>
  isoTime(group.reduce((latest, { at }) => Math.max(latest, at), 0));
