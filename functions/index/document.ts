import { banTerms } from '../../modules/ban-search/terms.ts';
import type { Rejection } from '../../modules/bans/rejection.ts';
import type { JsonPiece } from '../../modules/opensearch/json-pieces.ts';
import { toMinorUnits } from '../../modules/product/money.ts';
import type { Product } from '../../modules/product/product.ts';
import { specificationTerms } from '../../modules/product/specifications.ts';
import { productTerms } from '../../modules/search-terms/product-terms.ts';
import { readableText } from '../../modules/search-terms/readable-text.ts';

/**
 * Which decision on a product it is: by the shop's version, epoch milliseconds, and the ban list that decided. Of equal
 * versions the one counts that the shop sent later: `source_offset` is where, in `products`; earlier releases did not say.
 */
export interface Version {
  readonly version: number;
  readonly ban_list_version: number;
  readonly source_offset?: number;
}

/** Of a product with more pictures a hit shows no more. */
const mostImages = 5;

/**
 * The document of an allowed product, as JSON on one line: what it is found by, and `shop_json`, its own JSON as
 * the shop sent it. Nothing else of the shop's is a field of the document. `appeals`: the rules that let it through.
 */
export function allowedDocument(
  product: Product,
  shopJson: Buffer,
  version: Version,
  appeals: readonly string[] = [],
): JsonPiece[] {
  const { product_id, name, description, category, brand, tags, sku, store_id, price, stock } = product;
  const { amount, currency } = price;
  const minor = toMinorUnits(amount, currency);
  // A product without stock information counts as not available: nobody promised it.
  const available = stock?.available ?? 0;
  const stockValue = (minor ?? NaN) * available;
  const specifications = specificationTerms(product.specifications);
  const found = {
    product_id,
    state: 'allowed',
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
    ...(appeals.length > 0 && { appeals }),
    ban_terms: banTerms(product),
    terms: productTerms(product),
    ...version,
  };
  return withShopJson(found, shopJson);
}

export function rejectedDocument(
  product: Product,
  shopJson: Buffer,
  rejection: Rejection,
  version: Version,
): JsonPiece[] {
  const { product_id, name, category, brand, sku, store_id } = product;
  const price = { amount: product.price.amount, currency: product.price.currency };
  const shown = { product_id, name, category, brand, sku, store_id, price };
  const found = { product_id, state: 'rejected', product: shown, price, ...rejection, ban_terms: banTerms(product) };
  return withShopJson({ ...found, ...version }, shopJson);
}

/**
 * The fields, and the shop's JSON as a string. That is quoted byte by byte: of UTF-8, JSON escapes nothing that is not one
 * byte, and text of one byte a character is quoted several times as fast as it is decoded, quoted and encoded again.
 */
const withShopJson = (fields: object, shopJson: Buffer): JsonPiece[] => [
  `${JSON.stringify(fields).slice(0, -1)},"shop_json":`,
  { latin1: JSON.stringify(shopJson.toString('latin1')) },
  '}',
];

/** A rejection without its reasons. */
export const unexplainedDocument = (productId: string, version: Version): string =>
  JSON.stringify({ product_id: productId, state: 'rejected', reasons: [], ...version });

/** `at`: when the platform took note of it, epoch milliseconds. */
export const withdrawnDocument = (productId: string, version: Version, at: number): string =>
  JSON.stringify({ product_id: productId, state: 'withdrawn', withdrawn_at: at, ...version });
