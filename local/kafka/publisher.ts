import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import type { Publisher } from '../../modules/kafka/record.ts';
import type { Instance } from '../instance/instance.ts';
import { closing } from '../resources/closing.ts';
import { kafkaAs } from './client.ts';

/** A publisher under one of the instance's certificates, for `await using`. */
export const publisherOf = (instance: Instance, principal: string): Publisher & AsyncDisposable =>
  closing(kafkaPublisher(() => kafkaAs(instance, principal)));

/** Hands a publisher over for one call and closes it whatever happens. */
export async function withPublisher<T>(
  instance: Instance,
  principal: string,
  use: (publisher: Publisher) => Promise<T>,
): Promise<T> {
  await using publisher = publisherOf(instance, principal);
  return await use(publisher);
}
