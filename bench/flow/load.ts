import { Readable } from 'node:stream';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { elementAt } from '../../local/catalogue/element.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { kafkaAs } from '../../local/kafka/client.ts';

const together = 5_000;
const banned = 0.05;

/** Without pictures and specifications a product has about 750 bytes: what figures of comparable systems are given for. */
function compact(element: unknown): unknown {
  return typeof element === 'object' && element !== null
    ? { ...element, images: undefined, specifications: undefined }
    : element;
}

/** Publishes generated products, one in twenty banned, and resolves to the bytes of their values. */
export async function loadProducts(instance: Instance, count: number): Promise<number> {
  const publisher = kafkaPublisher(() => kafkaAs(instance, 'shop'));
  let bytes = 0;
  try {
    for await (const numbers of Readable.from(chunks(count))) {
      const records = (numbers as readonly number[]).map((n) => {
        const value = JSON.stringify(compact(elementAt(11, n, { banned, malformed: 0 }, 'bench')));
        bytes += Buffer.byteLength(value);
        return { topic: 'products', key: `bench-${String(n).padStart(6, '0')}`, value };
      });
      await publisher.publish(records);
    }
  } finally {
    await publisher.close();
  }
  return bytes;
}

function* chunks(count: number): Generator<readonly number[]> {
  for (let from = 0; from < count; from += together)
    yield Array.from({ length: Math.min(together, count - from) }, (_, i) => from + i);
}
