import type { Some } from './department.ts';
import type { CatalogueProduct } from './product.ts';

/** What shops send by mistake: valid JSON, and no product. Each is made of a good one; JSON leaves out what is undefined. */
export const mistakes: Some<(product: CatalogueProduct) => unknown> = [
  (product) => ({ ...product, price: { ...product.price, amount: -1 } }),
  (product) => ({ ...product, price: { ...product.price, amount: 'abc' } }),
  (product) => ({ ...product, name: undefined }),
  (product) => ({ ...product, product_id: undefined }),
  (product) => ({ ...product, category: '' }),
  (product) => ({ ...product, price: undefined }),
  (product) => ({ ...product, price: product.price.amount }),
  (product) => ({ ...product, product_id: Number(product.product_id.replaceAll(/\D/g, '')) }),
];
