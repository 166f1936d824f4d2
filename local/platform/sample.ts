import { join } from 'node:path';
import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { readDocuments } from '../../modules/opensearch/documents.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { feedHistory } from '../buyers/feed.ts';
import { projectRoot, type Instance } from '../instance/instance.ts';
import { publisherOf } from '../kafka/publisher.ts';
import { productRecord, type Prepared } from '../shop-api/product-record.ts';
import { fileSource, piecesOf } from '../shop-api/source.ts';
import { analyseNow } from './analysis.ts';
import { opensearchOf } from './clients.ts';
import { withOwnPictures } from './own-pictures.ts';
import { settleFlow } from './quiet.ts';

const sampleFile = join(projectRoot, 'samples/products.json');
const processingTimeoutMs = 120_000;

/**
 * Sends the sample catalogue as a shop would and what buyers did with it, waits until all of it is processed, and has it
 * analysed, so that there is something to recommend. What of these an instance has already it keeps.
 */
export async function feedSample(instance: Instance, report: (line: string) => void): Promise<void> {
  await using client = opensearchOf(instance);
  const [isNew] = await Promise.all([feedHistory(instance, client, report), sendSample(instance, client, report)]);
  const toAnalyse = isNew || !(await isAnalysed(client));
  await settleFlow(instance, processingTimeoutMs, {
    archived: toAnalyse,
    report: (lag) => report(`${lag} records on their way`),
  });
  if (!toAnalyse) return;
  report('analysis');
  await analyseNow(instance);
}

const isAnalysed = async (client: Client): Promise<boolean> =>
  (await client.count({ index: indexNames.recommendations })).body.count > 0;

/** Unless each product of it is as the shop sent it. */
async function sendSample(instance: Instance, client: Client, report: (line: string) => void): Promise<void> {
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
