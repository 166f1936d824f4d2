import type { Client } from '@opensearch-project/opensearch';
import type { HistoryEntry } from '../../modules/ban-list/history-entry.ts';
import { badMessage, type BadMessage } from '../../modules/errors/bad-message.ts';
import { deadLetter } from '../../modules/kafka/dead-letter.ts';
import type { OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import type { KafkaStep } from '../../modules/lambda/kafka-function.ts';
import { writeBulk } from '../../modules/opensearch/bulk.ts';
import type { IndexNames } from '../../modules/opensearch/indices.ts';
import type { Operation } from '../../modules/opensearch/operation.ts';
import { withIndices } from '../../modules/opensearch/with-indices.ts';
import { historyEntry } from './entry.ts';

export interface AuditDependencies {
  readonly client: Client;
  readonly publisher: Publisher;
  readonly names: IndexNames;
}

/**
 * Keeps every change of the ban list in `ban_history`, index and topic, and dead-letters what is no rule. Throws when
 * OpenSearch or Kafka fails. Doing the batch again writes the same documents; the topic then has the same entries twice.
 */
export function auditChanges({ client, publisher, names }: AuditDependencies): KafkaStep {
  const inIndices = withIndices(client, names);

  return async (records) => {
    const entries = records.map(historyEntry);
    return inIndices(async () => {
      // Before Kafka: while OpenSearch is away a batch comes again and again, and no entry is repeated for that.
      const { refused } = await writeBulk(client, names, entries.map(documentOf));
      const reasons = new Map(refused.map(({ operation, reason }) => [operation.id, reason]));
      const letters = records.flatMap((record, index) => {
        const reason = faultOf(entries[index]) ?? reasons.get(String(record.offset));
        return reason === undefined ? [] : [deadLetter(record, 'audit', reason)];
      });
      await publisher.publish([...entries.map(recordOf), ...letters]);
      return { kept: entries.length, dead_lettered: letters.length };
    });
  };
}

/** The record of the topic, which is read by whoever wrote the change, or is told of it. */
const recordOf = (entry: HistoryEntry): OutgoingRecord => ({
  topic: 'ban_history',
  key: entry.rule_id,
  value: JSON.stringify(entry),
});

const documentOf = (entry: HistoryEntry): Operation => ({
  action: 'index',
  index: 'banHistory',
  id: String(entry.version),
  version: entry.version,
  document: JSON.stringify(entry),
});

/** Whoever wrote a rule that cannot be read has to learn of it. */
const faultOf = (entry: HistoryEntry | undefined): BadMessage | undefined =>
  entry?.problem === undefined ? undefined : badMessage('invalid_rule', entry.problem).error;
