import { expect, test } from 'vitest';
import { publishAs, settled } from '../../tests/support/send.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { withAdmin } from '../kafka/client.ts';
import { withOpenSearch } from './clients.ts';
import { sendSampleCatalogue } from './sample-catalogue.ts';

const instance = testInstance();

/** How many records `products` has had. */
const productsSent = (): Promise<number> =>
  withAdmin(instance, async (admin) => {
    const offsets = await admin.fetchTopicOffsets('products');
    return offsets.reduce((sum, { high }) => sum + Number(high), 0);
  });

/** The catalogue only: the history of buyers needs the archive and an analysis, minutes of a platform with the other tests' records. */
async function feed(): Promise<void> {
  await withOpenSearch(instance, (client) => sendSampleCatalogue(instance, client, () => undefined));
  await settled(instance);
}

test('an instance that has the sample is not sent it again, unless a product of it has become another one', async () => {
  await feed();
  const sent = await productsSent();
  await feed();
  expect(await productsSent()).toBe(sent);

  await publishAs(instance, 'shop', [{ topic: 'products', key: 'mp-000000', value: null }]);
  await settled(instance);
  await feed();
  expect(await productsSent()).toBeGreaterThan(sent + 1);
});
