import { kafkaPublisher } from '../../functions/kafka/publish.ts';
import type { OutgoingRecord } from '../../functions/kafka/record.ts';
import { productAt } from '../catalogue/product.ts';
import type { Instance } from '../instance/instance.ts';
import { kafkaAs } from '../kafka/client.ts';
import { eventSource } from '../services/event-source.ts';
import { startService, stopService } from '../services/services.ts';
import type { Fault } from './fault.ts';

const waiting = 3_000;
const unreadable = 5;
const seed = 5;

export const fillLag: Fault = {
  name: 'fill-lag',
  description: `stops the event source and sends ${waiting} products that nobody takes; restore starts it, and it catches up`,
  inject: async (instance) => {
    await stopService(instance, eventSource);
    const products = Array.from({ length: waiting }, (_, n) => productAt(seed, n, 'fault'));
    await sendAsShop(
      instance,
      products.map((product) => recordOf(product.product_id, JSON.stringify(product))),
    );
  },
  restore: (instance) => startService(instance, eventSource),
};

export const poison: Fault = {
  name: 'poison',
  description: `sends ${unreadable} records that are no products; they stay in dead_letters, so restore has nothing to do`,
  inject: (instance) =>
    sendAsShop(
      instance,
      Array.from({ length: unreadable }, (_, n) => recordOf(`fault-poison-${n}`, '{"name": "без цены", ')),
    ),
  restore: async () => undefined,
};

const recordOf = (key: string, value: string): OutgoingRecord => ({
  topic: 'products',
  key,
  value: Buffer.from(value),
});

async function sendAsShop(instance: Instance, records: readonly OutgoingRecord[]): Promise<void> {
  const publisher = kafkaPublisher(() => kafkaAs(instance, 'shop'));
  try {
    await publisher.publish(records);
  } finally {
    await publisher.close();
  }
}
