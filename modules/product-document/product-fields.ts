import { banTerms } from '../ban-search/terms.ts';
import { toMinorUnits } from '../product/money.ts';
import type { Product } from '../product/product.ts';
import { specificationTerms } from '../product/specifications.ts';
import { productTerms } from '../search-terms/product-terms.ts';
import { readableText } from '../search-terms/readable-text.ts';

/** Of a product with more pictures a hit shows no more. */
const mostImages = 5;

/** What the document of an allowed product holds of the product itself: what it is found by and what hits show. */
export function productFields(product: Product): object {
  const { product_id, name, description, category, brand, tags, sku, store_id, price, stock } = product;
  const { amount, currency } = price;
  const minor = toMinorUnits(amount, currency);
  // A product without stock information counts as not available: nobody promised it.
  const available = stock?.available ?? 0;
  const stockValue = (minor ?? NaN) * available;
  const specifications = specificationTerms(product.specifications);
  return {
    product_id,
    name: readableText(name),
    description: description ? readableText(description) : description,
    category,
    brand,
    tags,
    sku,
    store_id,
    price: { amount, currency },
    price_minor: minor,
    stock: stock ? { available } : undefined,
    images: product.images?.slice(0, mostImages).map(({ url, alt }) => ({ url, alt })),
    ...(specifications.length > 0 && { specifications }),
    in_stock: available > 0,
    // Absent where no safe integer can say it.
    stock_value_minor: Number.isSafeInteger(stockValue) ? stockValue : undefined,
    created_at: product.created_at,
    updated_at: product.updated_at,
    ban_terms: banTerms(product),
    terms: productTerms(product),
  };
}
