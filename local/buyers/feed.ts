import type { Client } from '@opensearch-project/opensearch';
import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { activityId, activitySchema } from '../../modules/ubi/query.ts';
import type { Instance } from '../instance/instance.ts';
import { lastHour, sampleHistory, sendRecords, usualHistory } from './send.ts';

/** Sends the usual history, unless the instance has it to its last record. Resolves with whether it was sent. */
export async function feedHistory(
  instance: Instance,
  client: Client,
  report: (line: string) => void,
): Promise<boolean> {
  const records = await sampleHistory({ ...usualHistory, until: lastHour(Date.now()) });
  if (await isThere(client, records.at(-1))) return false;
  await sendRecords(instance, records, (sent) => report(`${sent} of ${records.length} searches and events sent`));
  return true;
}

async function isThere(client: Client, record: OutgoingRecord | undefined): Promise<boolean> {
  if (record === undefined) return true;
  const id = activityId(activitySchema.parse(JSON.parse(String(record.value))));
  return (await client.exists({ index: indexNames.clientQueries, id })).body;
}
