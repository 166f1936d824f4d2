import type { Product } from '../product/product.ts';
import type { TextField } from './rule.ts';

/** The fields of a product that rules look at. */
export type JudgedProduct = Pick<
  Product,
  'product_id' | 'name' | 'description' | 'tags' | 'brand' | 'category' | 'sku' | 'store_id' | 'price'
>;

/** A text of a product; of tags, which one it is, from 0. */
export interface ProductText {
  readonly field: TextField;
  readonly tag?: number;
  readonly text: string;
}

/** The texts that stand in a field; none when it is empty. */
export function textsOf(product: JudgedProduct, field: TextField): ProductText[] {
  if (field === 'tags') return (product.tags ?? []).map((text, tag) => ({ field, tag, text }));
  const text = product[field] ?? '';
  return text === '' ? [] : [{ field, text }];
}
