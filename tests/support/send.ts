import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { withPublisher } from '../../local/kafka/publisher.ts';
import { withOpenSearch } from '../../local/platform/clients.ts';
import { settleFlow } from '../../local/platform/quiet.ts';
import { sendFile, type SendOutcome } from '../../local/shop-api/send-file.ts';
import { fileSource } from '../../local/shop-api/source.ts';

/** Sends elements as the shop does, from an NDJSON file. */
export async function sendAsShop(
  instance: Instance,
  elements: readonly unknown[],
  options: { rate?: number } = {},
): Promise<SendOutcome> {
  const directory = mkdtempSync(join(tmpdir(), 'marketplace-send-'));
  const file = join(directory, 'products.ndjson');
  writeFileSync(file, elements.map((element) => `${JSON.stringify(element)}\n`).join(''));
  try {
    return await withPublisher(instance, 'shop', (publisher) =>
      sendFile({ instance, source: fileSource(file), publisher, ...options }),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Publishes records under a principal's own certificate. */
export const publishAs = (instance: Instance, principal: string, records: readonly OutgoingRecord[]): Promise<void> =>
  withPublisher(instance, principal, (publisher) => publisher.publish(records));

/** Waits until every function has processed everything and the indices show it. */
export const settled = (instance: Instance): Promise<void> => settleFlow(instance, 90_000);

/** Ids of the documents of an index whose id begins with the prefix; at most 10,000. */
export async function indexedIds(instance: Instance, index: string, prefix: string): Promise<string[]> {
  const { body } = await withOpenSearch(instance, (client) =>
    client.search({ index, body: { query: { prefix: { product_id: prefix } }, size: 10_000, _source: false } }),
  );
  return body.hits.hits.map(({ _id }) => String(_id));
}
