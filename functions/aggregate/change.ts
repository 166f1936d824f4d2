import {
  categoryId,
  saySame,
  type CategoryStats,
  type UndatedStats,
} from '../../modules/category-stats/category-stats.ts';
import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import type { Operation } from '../../modules/opensearch/operation.ts';
import type { Known } from './known.ts';

/** New statistics of a category, or that it has no products any more. */
export interface Change {
  readonly category: string;
  readonly stats: CategoryStats | undefined;
  /** Of the document, above the one that is known. */
  readonly version: number;
}

/** A write of a category's document. */
interface CategoryOperation extends Operation {
  readonly category: string;
}

/** What was found out about some categories. */
export interface Findings {
  readonly counted: ReadonlyMap<string, UndatedStats>;
  readonly known: ReadonlyMap<string, Known>;
  /** When counting began, epoch milliseconds. */
  readonly at: number;
}

/** Which categories have statistics that differ from the known ones, or that may not have been published; with `all`, every one. */
export function planChanges(categories: readonly string[], { counted, known, at }: Findings, all = false): Change[] {
  return categories.flatMap((category): Change[] => {
    const fresh = counted.get(category);
    const before = known.get(category);
    const isKnown = before === undefined ? fresh === undefined : !before.pending && isSame(fresh, before);
    if (isKnown && !all) return [];
    const stats = fresh && { ...fresh, computed_at: new Date(at).toISOString() };
    return [{ category, stats, version: Math.max(at, (before?.version ?? 0) + 1) }];
  });
}

const isSame = (fresh: UndatedStats | undefined, { stats }: Known): boolean =>
  fresh !== undefined && stats !== undefined && saySame(fresh, stats);

/**
 * First the document is written as pending, then the record is published, then the document is settled. So a batch that
 * comes again knows what may have been published, also when the statistics have changed back meanwhile.
 */
export const pendingDocument = ({ category, stats, version }: Change): CategoryOperation =>
  write(category, version, { ...(stats ?? { category }), pending: true });

export const recordOf = ({ category, stats }: Change): OutgoingRecord => ({
  topic: 'category_stats',
  key: category,
  value: stats === undefined ? null : JSON.stringify(stats),
});

export const settledDocument = ({ category, stats, version }: Change): CategoryOperation =>
  stats === undefined
    ? { category, action: 'delete', index: 'categoryStats', id: categoryId(category), version }
    : write(category, version, stats);

const write = (category: string, version: number, document: object): CategoryOperation => ({
  category,
  action: 'index',
  index: 'categoryStats',
  id: categoryId(category),
  version,
  document: JSON.stringify(document),
});
