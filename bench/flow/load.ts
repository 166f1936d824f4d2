import { elementAt } from '../../local/catalogue/element.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { publisherOf } from '../../local/kafka/publisher.ts';

const batchSize = 5_000;
const banned = 0.05;

/** Without pictures and specifications a product has about 750 bytes: what figures of comparable systems are given for. */
function compact(element: unknown): unknown {
  return typeof element === 'object' && element !== null
    ? { ...element, images: undefined, specifications: undefined }
    : element;
}

/** Product `number` of the benches: one in twenty is banned by the sample's rules. */
export function compactElementAt(number: number): { readonly id: string; readonly value: string } {
  const value = JSON.stringify(compact(elementAt(11, number, { banned, malformed: 0 }, 'bench')));
  return { id: `bench-${String(number).padStart(6, '0')}`, value };
}

/** Publishes generated products, one in twenty banned, and resolves to the bytes of their values. */
export async function loadProducts(instance: Instance, count: number): Promise<number> {
  await using publisher = publisherOf(instance, 'shop');
  let bytes = 0;
  for (let from = 0; from < count; from += batchSize) {
    const records = Array.from({ length: Math.min(batchSize, count - from) }, (_, i) => {
      const { id, value } = compactElementAt(from + i);
      bytes += Buffer.byteLength(value);
      return { topic: 'products', key: id, value };
    });
    await publisher.publish(records);
  }
  return bytes;
}
