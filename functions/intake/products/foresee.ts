import { issuesText } from '../../../modules/errors/schema.ts';
import { maxProductBytes } from '../../../modules/platform/topics.ts';
import { readProduct } from '../../../modules/product/product.ts';
import { recordKey } from '../../../modules/product/record-key.ts';
import type { SentProduct } from './request.ts';

/** What is wrong with one product; `index`: which one of the request, from 0. */
export interface ProductFault {
  readonly index: number;
  readonly product_id?: string;
  readonly errors: readonly string[];
}

/** Why a product cannot go into the topic at all; a shop with a client of Kafka would be told the same. */
export function refusalOf({ content, json }: SentProduct, index: number): ProductFault | undefined {
  const bytes = Buffer.byteLength(json);
  if (bytes > maxProductBytes)
    return faultOf(content, index, `product: has ${bytes} bytes, and may have ${maxProductBytes}`);
  return json.includes('\uFFFD')
    ? faultOf(content, index, 'product: must be text in UTF-8; a U+FFFD that is meant is written \\ufffd')
    : undefined;
}

/** What the filter will say of a product: that it cannot be read and so is not shown, or which fields it leaves out. */
export function foresee(
  { content, json }: SentProduct,
  index: number,
): { readonly kind: 'unreadable' | 'left_out'; readonly fault: ProductFault } | undefined {
  const read = readProduct(Buffer.from(json));
  if (!read.ok) return { kind: 'unreadable', fault: faultOf(content, index, read.error.message) };
  const { dropped } = read.value;
  return dropped.length === 0
    ? undefined
    : { kind: 'left_out', fault: faultOf(content, index, ...dropped.map((issue) => issuesText([issue]))) };
}

function faultOf(content: unknown, index: number, ...errors: readonly string[]): ProductFault {
  const id = recordKey(content);
  return { index, ...(id !== null && { product_id: id }), errors };
}
