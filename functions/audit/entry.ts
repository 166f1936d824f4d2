import { z } from 'zod';
import type { HistoryEntry } from '../../modules/ban-list/history-entry.ts';
import { readRuleRecord } from '../../modules/ban-list/rule-changes.ts';
import { check, jsonOf } from '../../modules/errors/schema.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { batchOverhead, recordBytes } from '../../modules/kafka/record-size.ts';
import { topics } from '../../modules/platform/topics.ts';
import { isDeeperThan, maxDepth } from '../../modules/product/depth.ts';

/** Of a text that anyone may have written, such as a header: enough to know whom and what it means. */
const maxTextLength = 1_000;
/** The last year that ISO 8601 writes with four digits ends here, epoch milliseconds. */
const latestTime = Date.UTC(10_000, 0) - 1;

const objectSchema = z.record(z.string(), z.unknown());
const authorSchema = z.object({ created_by: z.string() });

/** What the history keeps of a record of `banned_products`. */
export function historyEntry(record: KafkaRecord): HistoryEntry {
  const read = readRuleRecord(record);
  const { offset, at, by = authorOf(record), why } = read.change;
  return withRule(record, {
    version: offset,
    rule_id: cut(read.id),
    action: read.kind,
    // A producer's clock may say anything, also -1 for no time at all.
    at: new Date(Math.min(Math.max(at, 0), latestTime)).toISOString(),
    ...(by !== undefined && { by: cut(by) }),
    ...(why !== undefined && { why: cut(why) }),
    ...(read.kind === 'unreadable' && { problem: cut(read.problem) }),
  });
}

/** The entry with the rule as the record holds it, if it is one that Kafka and OpenSearch take. */
function withRule(record: KafkaRecord, entry: HistoryEntry): HistoryEntry {
  const rule = check(objectSchema, contentOf(record));
  if (!rule.ok || isDeeperThan(maxDepth, rule.value)) return entry;
  const whole = { ...entry, rule: rule.value };
  const bytes = batchOverhead + recordBytes({ key: entry.rule_id, value: JSON.stringify(whole) });
  return bytes <= topics.ban_history.maxMessageBytes ? whole : entry;
}

/** Who made the rule, when no header says who changed it. */
function authorOf(record: KafkaRecord): string | undefined {
  const author = check(authorSchema, contentOf(record));
  return author.ok ? author.value.created_by : undefined;
}

const contentOf = ({ value }: KafkaRecord): unknown => (value === null ? undefined : jsonOf(value.toString('utf8')));

const cut = (text: string): string => text.slice(0, maxTextLength).toWellFormed();
