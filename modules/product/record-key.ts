import { maxProductIdBytes } from './fields.ts';

/** The key of the record with which a shop sends this: the product's id, unless no valid product has it. Key and value share the record's limit. */
export function recordKey(element: unknown): string | null {
  if (typeof element !== 'object' || element === null || !('product_id' in element)) return null;
  const id = element.product_id;
  return typeof id === 'string' && id !== '' && Buffer.byteLength(id) <= maxProductIdBytes ? id : null;
}
