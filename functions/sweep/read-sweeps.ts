import { readRuleRecord } from '../../modules/ban-list/rule-changes.ts';
import { sweepSchema, type Sweep } from '../../modules/ban-sweeps/sweep.ts';
import type { BadMessage } from '../../modules/errors/bad-message.ts';
import { readJson } from '../../modules/kafka/read-json.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { sweepsForChanges, type Beginning } from './begin.ts';

/** What a batch asks for: sweeps that begin, and sweeps that go on. */
export interface ReadSweeps {
  readonly begun: readonly Sweep[];
  readonly goingOn: readonly Sweep[];
  readonly unreadable: readonly { readonly record: KafkaRecord; readonly reason: BadMessage }[];
}

/** Reads records of `banned_products` and `ban_sweeps`. */
export function readSweeps(records: readonly KafkaRecord[], beginning: Beginning): ReadSweeps {
  const changes = records.filter(({ topic }) => topic === 'banned_products').map((record) => readRuleRecord(record));
  const goingOn: Sweep[] = [];
  const unreadable: { record: KafkaRecord; reason: BadMessage }[] = [];
  for (const record of records) {
    if (record.topic !== 'ban_sweeps') continue;
    const step = readJson(record.value, sweepSchema);
    if (step.ok) goingOn.push(step.value);
    else unreadable.push({ record, reason: step.error });
  }
  return { begun: sweepsForChanges(changes, beginning), goingOn, unreadable };
}
