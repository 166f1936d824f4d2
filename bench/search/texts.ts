import { productAt } from '../../local/catalogue/product.ts';

/** The catalogue that is searched, by its seed. */
export const seed = 11;

const fromCatalogue = 600;

/** What buyers type: `judged` queries, and the beginnings of names of the catalogue, in turn. */
export function searchTexts(judged: readonly string[], products: number): string[] {
  const names = Array.from({ length: fromCatalogue }, (_, n) => {
    const { name } = productAt(seed, (n * 7_919) % products, 'bench');
    return name
      .split(' ')
      .slice(0, 1 + (n % 3))
      .join(' ')
      .replace(/,$/, '');
  });
  return Array.from({ length: Math.max(judged.length, names.length) }, (_, n) => [judged[n], names[n]])
    .flat()
    .filter((text) => text !== undefined);
}

/** The same while they are being typed: of each the first letters, one more for every text. */
export const typedTexts = (texts: readonly string[]): string[] =>
  texts.map((text, n) => text.slice(0, 1 + (n % 12))).filter((text) => text.trim() !== '');
