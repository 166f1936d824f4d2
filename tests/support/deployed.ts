import { respond as respondToEvent } from '../../functions/events/respond.ts';
import { joinPieces } from '../../modules/opensearch/json-pieces.ts';
import { allowedDocument } from '../../functions/index/document.ts';
import { indexSink } from '../../functions/index/sink.ts';
import { banListOf, type BanList } from '../../modules/ban-list/ban-list.ts';
import type { Publisher } from '../../modules/kafka/record.ts';
import type { KafkaStep } from '../../modules/lambda/kafka-function.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import type { Product } from '../../modules/product/product.ts';
import { aProduct } from './records.ts';
import type { TestIndices } from './indices.ts';

// What a function's test needs of another function: functions themselves import none.

/** The step of the index function, on a test's own indices. */
export const indexing = (
  { client, names }: Pick<TestIndices, 'client' | 'names'>,
  publisher: Publisher,
  bans: BanList = noBans,
): KafkaStep => indexSink({ client, publisher, bans: { current: async () => bans }, names, now: Date.now });

const noBans = banListOf(0, []);

/** A document as the index function writes it for an allowed product of this version. */
export const indexedProduct = (version: number): Record<string, unknown> => documentOf(aProduct(), version);

/** A document as the index function writes it for this allowed product. */
export const documentOf = (product: Product, version: number): Record<string, unknown> =>
  JSON.parse(
    joinPieces(
      allowedDocument(product, Buffer.from(JSON.stringify(product)), { version, ban_list_version: 1 }),
    ).toString(),
  ) as Record<string, unknown>;

/** The answer of the events function to this body, whose record goes to the publisher. */
export const postEvent = (
  { client, names }: Pick<TestIndices, 'client' | 'names'>,
  publisher: Publisher,
  body: string,
): ReturnType<typeof respondToEvent> =>
  respondToEvent(
    {
      client,
      index: names.products,
      publisher,
      log: jsonLog(() => undefined),
      now: Date.now,
      newId: () => crypto.randomUUID(),
      acknowledgeTimeoutMs: 1_000,
    },
    { body },
  );
