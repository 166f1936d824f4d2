import type { Because } from './rank.ts';

/**
 * Why a product is recommended, as buyers read it. `nameOf` knows the products that buyers may find: others, which may be
 * banned by now, are not named.
 */
export function reason(because: Because, nameOf: (productId: string) => string | undefined): string {
  if (because.kind === 'popular') return 'популярно на площадке';
  if (because.kind === 'category') return `популярно в категории «${because.category}»`;
  const name = because.of.map((id) => nameOf(id)).find((known) => known !== undefined);
  return name === undefined ? 'похоже на то, что вы смотрели' : `смотрели вместе с «${name}»`;
}
