import { join } from 'node:path';
import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { readDocuments } from '../../modules/opensearch/documents.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { projectRoot, type Instance } from '../instance/instance.ts';
import { publisherOf } from '../kafka/publisher.ts';
import { productRecord, type Prepared } from '../shop-api/product-record.ts';
import { fileSource, piecesOf } from '../shop-api/source.ts';
import { withOwnPictures } from './own-pictures.ts';

const sampleFile = join(projectRoot, 'samples/products.json');

/** Sends the sample catalogue as a shop would, unless the index has each product of it as the shop sends it. */
export async function sendSampleCatalogue(
  instance: Instance,
  client: Client,
  report: (line: string) => void,
): Promise<void> {
  const prepared = await sampleRecords(instance);
  if (await areThere(client, prepared)) return;
  await using publisher = publisherOf(instance, 'shop');
  await publisher.publish(prepared.map(({ record }) => record));
  report(`${prepared.length} products sent`);
}

type PreparedRecord = Extract<Prepared, { kind: 'record' }>;

async function sampleRecords(instance: Instance): Promise<PreparedRecord[]> {
  const records: PreparedRecord[] = [];
  for await (const pieces of piecesOf(fileSource(sampleFile), undefined, new AbortController().signal))
    for (const prepared of pieces.map(productRecord)) {
      if (prepared.kind !== 'record') throw new PlatformError('input_invalid', prepared.problem.message);
      const { record } = prepared;
      records.push({ ...prepared, record: { ...record, value: withOwnPictures(instance, record.value) } });
    }
  return records;
}

/** Whether the catalogue has the products of these records, each with the JSON that its last record has. */
async function areThere(client: Client, prepared: readonly PreparedRecord[]): Promise<boolean> {
  const products = new Map(
    prepared
      .filter(({ warning }) => warning?.kind !== 'refused')
      .map(({ record }) => [String(record.key), String(record.value)]),
  );
  const documents = await readDocuments(client, {
    index: indexNames.products,
    ids: [...products.keys()],
    fields: ['shop_json'],
    schema: storedSchema,
  });
  return [...products].every(([id, json]) => documents.get(id)?.source.shop_json === json);
}

const storedSchema = z.object({ shop_json: z.string().optional() });
