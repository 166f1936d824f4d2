import { withLeftCategories } from './document.ts';
import type { Found, Mention, RecordOperation } from './places.ts';

/**
 * Categories in which products of the batch were counted before it, by product. Those that a document remembers belong
 * to them when a record of the batch wrote it: then the batch comes again, and may have failed before it told anyone.
 */
export function leftCategories(mentions: readonly Mention[], before: readonly Found[]): Map<string, readonly string[]> {
  const versions = new Set(mentions.map(({ id, version }) => `${version} ${id}`));
  const left = new Map<string, readonly string[]>();
  for (const { id, version, category, left: remembered = [] } of before) {
    const categories = [
      ...(left.get(id) ?? []),
      ...(category === undefined ? [] : [category]),
      ...(versions.has(`${version} ${id}`) ? remembered : []),
    ];
    if (categories.length > 0) left.set(id, unique(categories));
  }
  return left;
}

/** The operations, with documents that remember which categories their products left. */
export function remembering(
  operations: readonly RecordOperation[],
  mentions: readonly Mention[],
  left: ReadonlyMap<string, readonly string[]>,
): RecordOperation[] {
  const mentionByRecord = new Map(mentions.map((mention) => [mention.record, mention]));
  return operations.map((operation) => {
    const mention = mentionByRecord.get(operation.record);
    if (mention === undefined || operation.document === undefined) return operation;
    const others = (left.get(mention.id) ?? []).filter((category) => category !== mention.category?.toWellFormed());
    return { ...operation, document: withLeftCategories(operation.document, others) };
  });
}

/** Every category that the batch may have changed: where its products are, were, and were taken out. */
export const touchedCategories = (
  mentions: readonly Mention[],
  left: ReadonlyMap<string, readonly string[]>,
  elsewhere: readonly Found[],
): string[] =>
  unique(
    [
      ...mentions.map(({ category }) => category),
      ...[...left.values()].flat(),
      ...elsewhere.flatMap(({ category, left: remembered = [] }) => [category, ...remembered]),
    ].filter((category) => category !== undefined),
  );

/** OpenSearch keeps half a surrogate pair as U+FFFD, so both are one category. */
const unique = (categories: readonly string[]): string[] => [
  ...new Set(categories.map((category) => category.toWellFormed())),
];
