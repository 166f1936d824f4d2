import type { Because } from './rank.ts';

/**
 * Why a product is recommended, as buyers read it. `nameOf` knows the products that buyers may find: others, which may be
 * banned by now, are not named.
 */
export function reason(because: Because, nameOf: (productId: string) => string | undefined): string {
  if (because.kind === 'popular') return 'популярно на площадке';
  if (because.kind === 'category') return `популярно в категории «${because.category}»`;
  if (because.kind === 'similar') {
    const name = nameOf(because.to);
    return name === undefined ? likeSeen : `похоже на «${name}»`;
  }
  const name = because.of.map((id) => nameOf(id)).find((known) => known !== undefined);
  return name === undefined ? likeSeen : `смотрели вместе с «${name}»`;
}

const likeSeen = 'похоже на то, что вы смотрели';
