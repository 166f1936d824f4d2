import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Instance } from '../../local/instance/instance.ts';
import { opensearchOf } from '../../local/platform/clients.ts';
import { opensearchUrl } from '../../local/services/opensearch.ts';
import { cpuOf, difference } from '../measure/cpu.ts';
import type { Drained } from './drain.ts';
import { emptyIndices, type BulkBodies } from './index-documents.ts';

/** How many bulk requests are under way at once; which is best is found out once. */
export const concurrencies = [1, 2, 4];

const bulkTimeoutMs = 60_000;

/** What OpenSearch takes when nobody has to make what it is sent: bulk bodies into the same indices, empty. */
export async function indexAtLimit(
  instance: Instance,
  { bodies, documents }: BulkBodies,
  indices: readonly string[],
  concurrency: number,
): Promise<Drained> {
  await using client = opensearchOf(instance);
  await emptyIndices(client, indices);
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const waiting = bodies.values();
  const sendAll = async (): Promise<void> => {
    for (const body of waiting) await sendBulk(agent, `${opensearchUrl(instance)}/_bulk?filter_path=errors`, body);
  };
  const cpu = cpuOf(instance, ['opensearch']);
  const startedAt = performance.now();
  try {
    await Promise.all(Array.from({ length: concurrency }, sendAll));
  } finally {
    agent.destroy();
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  return { records: documents, seconds, cpu: difference(cpuOf(instance, ['opensearch']), cpu) };
}

async function sendBulk(agent: Agent, url: string, body: Buffer): Promise<void> {
  const answer = Promise.withResolvers<string>();
  const headers = { 'content-type': 'application/x-ndjson', 'content-length': body.length };
  request(url, { method: 'POST', agent, headers, timeout: bulkTimeoutMs }, (response) => {
    text(response).then(answer.resolve, answer.reject);
  })
    .once('timeout', () => answer.reject(new Error('OpenSearch did not answer a bulk request in time')))
    .once('error', answer.reject)
    .end(body);
  const said = await answer.promise;
  if (said !== '{"errors":false}') throw new Error(`OpenSearch refused documents: ${said.slice(0, 200)}`);
}
