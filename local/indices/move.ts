import type { Index } from '../../modules/opensearch/index-body.ts';
import { viewNames, viewOf, type IndexNames } from '../../modules/opensearch/indices.ts';

/** An index and how many documents it holds. */
export interface Held {
  readonly index: string;
  readonly documents: number;
}

/** Why an alias should stay where it is; undefined when the target holds what is there. */
export function objection(present: readonly Held[], target: Held): string | undefined {
  const held = present.reduce((sum, { documents }) => sum + documents, 0);
  if (target.documents >= held) return undefined;
  const where = present.map(({ index }) => index).join(', ');
  return `${target.index} has ${target.documents} documents, ${where} ${held}: copy them first, or move with --force`;
}

/** What moves the alias of an index in one step, and with the products their views: nobody finds an alias missing or double. */
export function moveActions(index: Index, names: IndexNames, present: readonly string[], target: string): object[] {
  const shown = index === 'products' ? viewNames : [];
  const aliases = [names[index], ...shown.map((view) => names[view])];
  return [
    ...present.flatMap((old) => aliases.map((alias) => ({ remove: { index: old, alias } }))),
    { add: { index: target, alias: names[index], is_write_index: true } },
    ...shown.map((view) => viewOf(target, names, view)),
  ];
}

/** The name of the index that is made next for an alias: `<alias>_v<n>`. */
export function nextName(alias: string, present: readonly string[]): string {
  const versions = present.map((index) => Number(index.slice(`${alias}_v`.length))).filter(Number.isSafeInteger);
  return `${alias}_v${Math.max(0, ...versions) + 1}`;
}
