import type { Client } from '@opensearch-project/opensearch';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { feedHistory } from '../buyers/feed.ts';
import type { Instance } from '../instance/instance.ts';
import { analyseNow } from './analysis.ts';
import { opensearchOf } from './clients.ts';
import { settleFlow } from './quiet.ts';
import { sendSampleCatalogue } from './sample-catalogue.ts';

const processingTimeoutMs = 120_000;

/**
 * Sends the sample catalogue as a shop would and what buyers did with it, waits until all of it is processed, and has it
 * analysed, so that there is something to recommend. What of these an instance has already it keeps.
 */
export async function feedSample(instance: Instance, report: (line: string) => void): Promise<void> {
  await using client = opensearchOf(instance);
  const [isNew] = await Promise.all([
    feedHistory(instance, client, report),
    sendSampleCatalogue(instance, client, report),
  ]);
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
