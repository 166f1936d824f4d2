import { ease } from '../../../functions/analytics/neighbours/ease.ts';
import type { BuyerEvents } from '../splits/split.ts';
import { productsOf, type Recommender } from './recommender.ts';

/** EASE over the products that most buyers met, at most `most` of them; a buyer's products count alike. */
export async function shallowAutoencoder(
  training: readonly BuyerEvents[],
  { most, regularization }: { readonly most: number; readonly regularization: number },
): Promise<Recommender> {
  const met = productsOf(training);
  const counts = new Map<string, number>();
  for (const products of met) for (const product of products) counts.set(product, (counts.get(product) ?? 0) + 1);
  const known = [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).slice(0, most);
  const places = new Map(known.map(([product], place) => [product, place]));
  const size = known.length;
  const gram = new Float64Array(size * size);
  for (const products of met) {
    const rows = [...products].flatMap((product) => places.get(product) ?? []);
    for (const one of rows)
      for (const other of rows) if (other <= one) gram[one * size + other] = (gram[one * size + other] ?? 0) + 1;
  }
  const { weight } = await ease(gram, size, regularization);
  return ({ past }) => {
    const rows = [...new Set(past.map(({ productId }) => productId))].flatMap((product) => places.get(product) ?? []);
    return new Map(known.map(([product], to) => [product, rows.reduce((sum, from) => sum + weight(from, to), 0)]));
  };
}
