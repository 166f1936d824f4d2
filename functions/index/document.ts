import { banTerms } from '../../modules/ban-search/terms.ts';
import type { Rejection } from '../../modules/bans/rejection.ts';
import type { JsonPiece } from '../../modules/opensearch/json-pieces.ts';
import { productFields } from '../../modules/product-document/product-fields.ts';
import type { Product } from '../../modules/product/product.ts';

/**
 * Which decision on a product it is: by the shop's version, epoch milliseconds, and the ban list that decided. Of equal
 * versions the one counts that the shop sent later: `source_offset` is where, in `products`; earlier releases did not say.
 */
export interface Version {
  readonly version: number;
  readonly ban_list_version: number;
  readonly source_offset?: number;
}

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
  const found = {
    ...productFields(product),
    state: 'allowed',
    ...(appeals.length > 0 && { appeals }),
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
  JSON.stringify(fields).slice(0, -1),
  ',"shop_json":',
  { latin1: JSON.stringify(shopJson.toString('latin1')) },
  '}',
];

/** A rejection without its reasons. */
export const unexplainedDocument = (productId: string, version: Version): string =>
  JSON.stringify({ product_id: productId, state: 'rejected', reasons: [], ...version });

/** `at`: when the platform took note of it, epoch milliseconds. */
export const withdrawnDocument = (productId: string, version: Version, at: number): string =>
  JSON.stringify({ product_id: productId, state: 'withdrawn', withdrawn_at: at, ...version });
