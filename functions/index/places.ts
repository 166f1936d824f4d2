import type { Operation } from '../../modules/opensearch/operation.ts';
import { isOlder, type Version } from './document.ts';

export const places = ['filteredProducts', 'rejectedProducts', 'withdrawnProducts'] as const;

/** An index whose documents are one a product: a product is in the one where its latest change has put it. */
export type Place = (typeof places)[number];

/** A write that a record of the batch asks for. */
export interface RecordOperation extends Operation {
  readonly record: number;
}

/** A product that a record of the batch is about. */
export interface Mention extends Version {
  readonly id: string;
  readonly record: number;
  /** The category that the record says the product is in. */
  readonly category?: string;
}

/** A record that says where its product is from now on. */
export interface Placing extends Mention {
  readonly kind: 'placing';
  readonly place: Place;
}

/** A record that only takes its product away from the buyers; another record says where it is now. */
export interface Removal extends Mention {
  readonly kind: 'removal';
}

/** A document of a product in one of the places. */
export interface Found extends Version {
  readonly id: string;
  readonly place: Place;
  /** Where the product is counted; only of those that buyers may find. */
  readonly category?: string;
  /** See withLeftCategories. */
  readonly left?: readonly string[];
}

/** The latest placing of each product. */
export function latestPlacings(placings: readonly Placing[]): Placing[] {
  const latest = new Map<string, Placing>();
  for (const placing of placings) {
    const known = latest.get(placing.id);
    if (known === undefined || !isOlder(placing, known)) latest.set(placing.id, placing);
  }
  return [...latest.values()];
}

/**
 * Deletions after which each product is in one place only: the later decision stays, also when the earlier one was
 * written last. Whoever writes to a place looks into the others afterwards, so of two that write at the same time at
 * least one sees both documents. That needs no memory of deletions, unlike deleting blindly: see mappings/withdrawn-products.ts.
 */
export function planRemovals(placings: readonly Placing[], found: readonly Found[]): RecordOperation[] {
  const foundById = Map.groupBy(found, ({ id }) => id);
  return placings.flatMap((placing) => {
    const others = (foundById.get(placing.id) ?? []).filter(({ place }) => place !== placing.place);
    const later = others.find((other) => isOlder(placing, other));
    const losers = later === undefined ? others : [placing];
    const { version } = later ?? placing;
    return losers.map(({ id, place }): RecordOperation => ({
      action: 'delete',
      index: place,
      id,
      version,
      record: placing.record,
    }));
  });
}
