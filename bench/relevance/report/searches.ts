import type { Response } from './response.ts';

/** Milliseconds after which the same text is a new search, and another text none in place of the one before. */
const together = { sameText: 30 * 60_000, otherText: 5 * 60_000 };

/** What one client looked for by one text: further pages, filters and orders of it belong to it. */
export interface Search {
  readonly text: string;
  readonly buyer: string;
  /** When it began, epoch milliseconds. */
  readonly at: number;
  /** Nothing was found. */
  readonly empty: boolean;
  /** The first place of a product that the buyer did something with, from 1. */
  readonly acted?: number;
  /** The text that was searched for instead, soon and before anything was done. */
  readonly instead?: string;
}

/** The searches of one client, whose answers are in the order of time. Answers to filters alone are none. */
export function searchesOf(responses: readonly Response[]): Search[] {
  const groups: Response[][] = [];
  for (const response of responses.filter(({ text }) => text !== '')) {
    const last = groups.at(-1)?.at(-1);
    const continues = last !== undefined && last.text === response.text && response.at - last.at <= together.sameText;
    if (continues) groups.at(-1)?.push(response);
    else groups.push([response]);
  }
  return groups.map((group, index) => searchOf(group, groups[index + 1]?.[0]));
}

function searchOf(group: readonly Response[], next: Response | undefined): Search {
  const [first, last] = [group[0], group.at(-1)] as [Response, Response];
  const acted = Math.min(...group.flatMap((response) => response.acted));
  const isActedOn = Number.isFinite(acted);
  const isReplaced =
    !isActedOn && next !== undefined && next.text !== last.text && next.at - last.at <= together.otherText;
  return {
    text: first.text,
    buyer: first.buyer,
    at: first.at,
    empty: group.every(({ total }) => total === 0),
    ...(isActedOn && { acted }),
    ...(isReplaced && { instead: next.text }),
  };
}

/** Something was found, but the buyer neither did anything with it nor searched for something else. */
export const isAbandoned = ({ empty, acted, instead }: Search): boolean =>
  !empty && acted === undefined && instead === undefined;
