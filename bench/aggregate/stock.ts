import type { Publisher } from '../../modules/kafka/record.ts';
import { productAt, type CatalogueProduct } from '../../local/catalogue/product.ts';

/** A change that was sent. */
export interface SentChange {
  readonly category: string;
  /** How many units the category has with this change and all before it. */
  readonly units: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The products of a run, in categories of its own, and what was done to them. */
export class Stock {
  readonly size: number;
  readonly prefix: string;
  readonly changes: SentChange[] = [];
  /** Available units by category. */
  readonly units = new Map<string, number>();
  readonly #added = new Map<number, number>();

  constructor(size: number, prefix: string) {
    this.size = size;
    this.prefix = prefix;
    for (let n = 0; n < size; n++) this.count(this.product(n), this.product(n).stock.available);
  }

  /** A product as it is now; about 750 bytes, as without pictures and specifications. */
  product(n: number): Omit<CatalogueProduct, 'images' | 'specifications'> {
    const { images: _, specifications: __, ...product } = productAt(11, n, this.prefix);
    const available = product.stock.available + (this.#added.get(n) ?? 0);
    return { ...product, category: `${this.prefix} ${product.category}`, stock: { ...product.stock, available } };
  }

  add(n: number): void {
    this.#added.set(n, (this.#added.get(n) ?? 0) + 1);
  }

  /** Adds units to a category and returns how many it has then. */
  count({ category }: { readonly category: string }, units: number): number {
    const all = (this.units.get(category) ?? 0) + units;
    this.units.set(category, all);
    return all;
  }
}

const batchSize = 5_000;

export async function fill(publisher: Publisher, stock: Stock): Promise<void> {
  for (let from = 0; from < stock.size; from += batchSize) {
    const products = Array.from({ length: Math.min(batchSize, stock.size - from) }, (_, i) => stock.product(from + i));
    await publisher.publish(
      products.map((product) => ({ topic: 'products', key: product.product_id, value: JSON.stringify(product) })),
    );
  }
}

/** A product with one unit more; notes that it was changed at this time, epoch milliseconds. */
export function changedProduct(stock: Stock, n: number, at: number): ReturnType<Stock['product']> {
  stock.add(n);
  const product = stock.product(n);
  stock.changes.push({ category: product.category, units: stock.count(product, 1), at });
  return product;
}
