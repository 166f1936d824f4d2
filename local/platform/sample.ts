import { join } from 'node:path';
import type { Client } from '@opensearch-project/opensearch';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { feedHistory } from '../buyers/feed.ts';
import { projectRoot, type Instance } from '../instance/instance.ts';
import { publisherOf } from '../kafka/publisher.ts';
import { sendFile } from '../shop-api/send-file.ts';
import { fileSource } from '../shop-api/source.ts';
import { analyseNow } from './analysis.ts';
import { opensearchOf } from './clients.ts';
import { withOwnPictures } from './own-pictures.ts';
import { settleFlow } from './quiet.ts';

const sampleFile = join(projectRoot, 'samples/products.json');
const processingTimeoutMs = 120_000;

/**
 * Sends the sample catalogue as a shop would and what buyers did with it, waits until all of it is processed, and has it
 * analysed, so that there is something to recommend. An instance that has the history and an analysis keeps both.
 */
export async function feedSample(instance: Instance, report: (line: string) => void): Promise<void> {
  await using client = opensearchOf(instance);
  const [isNew] = await Promise.all([feedHistory(instance, client, report), sendSample(instance, report)]);
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

async function sendSample(instance: Instance, report: (line: string) => void): Promise<void> {
  await using publisher = publisherOf(instance, 'shop');
  const outcome = await sendFile({
    instance,
    source: fileSource(sampleFile),
    publisher,
    restart: true,
    change: (record) => ({ ...record, value: withOwnPictures(instance, record.value) }),
    onProgress: ({ sent }) => report(`${sent} products sent`),
  });
  if (outcome.end !== 'finished')
    throw new PlatformError('input_invalid', `the sample was not sent: ${outcome.reason ?? outcome.end}`);
}
