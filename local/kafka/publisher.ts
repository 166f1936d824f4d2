import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import type { Publisher } from '../../modules/kafka/record.ts';
import type { Instance } from '../instance/instance.ts';
import { kafkaAs } from './client.ts';

/** Hands over a publisher under one of the instance's certificates, and closes it whatever happens. */
export async function withPublisher<T>(
  instance: Instance,
  principal: string,
  use: (publisher: Publisher) => Promise<T>,
): Promise<T> {
  const publisher = kafkaPublisher(() => kafkaAs(instance, principal));
  try {
    return await use(publisher);
  } finally {
    await publisher.close();
  }
}
