import type { Action } from '../../modules/ubi/action.ts';
import { Draws } from '../catalogue/random.ts';
import type { Offer } from './offer.ts';
import { affinity, tasteOf, type Taste } from './taste.ts';
import { weighted } from './weighted.ts';

/** What one buyer does, in the order of time. Times are epoch milliseconds. */
export type Deed =
  | {
      readonly kind: 'search';
      readonly at: number;
      readonly session: number;
      /** Number of the search among the buyer's. */
      readonly search: number;
      readonly text: string;
      readonly hits: readonly string[];
      readonly total: number;
    }
  | {
      readonly kind: 'event';
      readonly at: number;
      readonly session: number;
      readonly search: number;
      readonly action: Action;
      readonly productId: string;
      /** Place among the hits, from 1. */
      readonly position: number;
    };

export interface Period {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

const hour = 3_600_000;
const hitsOfPage = 20;
/** Milliseconds between two deeds. */
const pauses = { least: 4_000, most: 60_000 };
const chances = { stray: 0.12, unheardOf: 0.05, cart: 0.35, purchase: 0.4 };
/** What nobody sells here. */
const unheardOf = [
  'гироскутер',
  'палатка для зимней рыбалки',
  'виниловый проигрыватель',
  'телескоп',
  'беговая дорожка',
] as const;

/** Everything that buyer number `number` of a seed does in a period: always the same, however many buyers there are. */
export function deedsOf(offers: readonly Offer[], seed: number, number: number, period: Period): Deed[] {
  const draws = new Draws(seed, number);
  // The first buyer is shown around: watches and headphones, and enough visits to know the taste.
  const taste = tasteOf(draws, offers, number === 0 ? 0 : undefined);
  const visits = number === 0 ? 10 : 1 + Math.floor(9 * draws.share() ** 2);
  const starts = Array.from({ length: visits }, () => draws.whole(period.from, period.to - hour)).toSorted(
    (a, b) => a - b,
  );
  const visitor = new Visitor(draws, taste, offers);
  return starts.flatMap((start, session) => visitor.visit(start, session));
}

class Visitor {
  readonly #draws: Draws;
  readonly #taste: Taste;
  readonly #offers: readonly Offer[];
  readonly #bought = new Set<string>();
  #searches = 0;
  #at = 0;

  constructor(draws: Draws, taste: Taste, offers: readonly Offer[]) {
    this.#draws = draws;
    this.#taste = taste;
    this.#offers = offers;
  }

  visit(start: number, session: number): Deed[] {
    this.#at = Math.max(start, this.#at + pauses.most);
    return Array.from({ length: this.#draws.whole(1, 3) }, () => this.#search(session)).flat();
  }

  #search(session: number): Deed[] {
    const search = this.#searches++;
    const { text, found } = this.#question();
    const hits = found.toSorted((a, b) => b.appeal - a.appeal).slice(0, hitsOfPage);
    const ids = hits.map(({ productId }) => productId);
    const at = this.#next();
    return [
      { kind: 'search', at, session, search, text, hits: ids, total: found.length },
      ...this.#looks(hits).flatMap((offer) =>
        this.#deal(offer).map((action): Deed => ({
          kind: 'event',
          at: this.#next(),
          session,
          search,
          action,
          productId: offer.productId,
          position: 1 + hits.indexOf(offer),
        })),
      ),
    ];
  }

  /** What is typed, and what it finds: mostly what the taste says, now and then something else. */
  #question(): { readonly text: string; readonly found: readonly Offer[] } {
    if (this.#draws.chance(chances.unheardOf)) return { text: this.#draws.one(unheardOf), found: [] };
    const stray = this.#draws.chance(chances.stray);
    const liking = (offer: Offer): number => (stray ? 1 : affinity(this.#taste, offer));
    const wanted = weighted(this.#draws, this.#offers, liking);
    if (wanted === undefined) return { text: this.#draws.one(unheardOf), found: [] };
    const { kind, brand, category } = wanted;
    const by = (fits: (offer: Offer) => boolean): Offer[] => this.#offers.filter(fits);
    if (this.#draws.chance(0.2)) return { text: category.toLowerCase(), found: by((one) => one.category === category) };
    if (brand !== '' && this.#draws.chance(0.3))
      return { text: `${kind} ${brand}`, found: by((one) => one.kind === kind && one.brand === brand) };
    return { text: kind, found: by((one) => one.kind === kind) };
  }

  /** Up to four of the hits, the higher and the better liked the sooner, each once. */
  #looks(hits: readonly Offer[]): Offer[] {
    const left = new Set(hits);
    const looked: Offer[] = [];
    for (let looks = this.#draws.whole(0, 4); looks > 0 && left.size > 0; looks--) {
      const chosen = weighted(
        this.#draws,
        [...left],
        (offer) => affinity(this.#taste, offer) * 0.93 ** hits.indexOf(offer),
      );
      if (chosen === undefined) break;
      left.delete(chosen);
      looked.push(chosen);
    }
    return looked;
  }

  #deal({ productId, inStock }: Offer): Action[] {
    if (!inStock || this.#bought.has(productId) || !this.#draws.chance(chances.cart)) return ['click'];
    if (!this.#draws.chance(chances.purchase)) return ['click', 'cart'];
    this.#bought.add(productId);
    return ['click', 'cart', 'purchase'];
  }

  #next(): number {
    this.#at += this.#draws.whole(pauses.least, pauses.most);
    return this.#at;
  }
}
