import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import { productAt, type CatalogueProduct } from '../catalogue/product.ts';
import type { Instance } from '../instance/instance.ts';
import { aclEntry, Operation, Permission, Resource } from '../kafka/acl.ts';
import { withAdmin } from '../kafka/client.ts';
import { withPublisher } from '../kafka/publisher.ts';
import type { Fault } from './fault.ts';

const waiting = 3_000;
const unreadable = 5;
const seed = 5;

/** Stronger than what allows filter to read. */
export const noReading = aclEntry({
  principal: 'filter',
  permission: Permission.DENY,
  operation: Operation.READ,
  resource: Resource.TOPIC,
  name: 'products',
});

export const fillLag: Fault = {
  name: 'fill-lag',
  description: `denies filter the right to read products and sends ${waiting}, which wait; restore allows it again and withdraws them`,
  inject: async (instance) => {
    await withAdmin(instance, (admin) => admin.createAcls({ acl: [noReading] }));
    await sendProducts(instance, waiting);
  },
  restore: async (instance) => {
    await withAdmin(instance, (admin) => admin.deleteAcls({ filters: [noReading] }));
    await withdrawProducts(instance, waiting);
  },
};

export const poison: Fault = {
  name: 'poison',
  description: `sends ${unreadable} records that are not products; they stay in dead_letters, so restore has nothing to do`,
  inject: (instance) =>
    sendAsShop(
      instance,
      Array.from({ length: unreadable }, (_, n) => recordOf(`fault-poison-${n}`, '{"name": "без цены", ')),
    ),
  restore: async () => undefined,
};

/** Sends products as a shop does, the same ones each time. */
export const sendProducts = (instance: Instance, count: number): Promise<void> =>
  sendAsShop(
    instance,
    rehearsed(count).map((product) => recordOf(product.product_id, JSON.stringify(product))),
  );

/** As a shop does with products that it sells no more: nothing of them is left in the catalogue. */
export const withdrawProducts = (instance: Instance, count: number): Promise<void> =>
  sendAsShop(
    instance,
    rehearsed(count).map((product) => recordOf(product.product_id, null)),
  );

const rehearsed = (count: number): readonly CatalogueProduct[] =>
  Array.from({ length: count }, (_, n) => productAt(seed, n, 'fault'));

const recordOf = (key: string, value: string | null): OutgoingRecord => ({ topic: 'products', key, value });

const sendAsShop = (instance: Instance, records: readonly OutgoingRecord[]): Promise<void> =>
  withPublisher(instance, 'shop', (publisher) => publisher.publish(records));
