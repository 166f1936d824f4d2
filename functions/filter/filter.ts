import type { KafkaRecord, Publisher } from '../../modules/kafka/record.ts';
import type { Counts } from '../../modules/lambda/kafka-function.ts';
import type { CurrentBanList } from '../../modules/ban-list/ban-list.ts';
import { judge, outcomes, type Verdict } from './judge.ts';

export interface FilterDependencies {
  readonly bans: CurrentBanList;
  readonly publisher: Publisher;
  /** The time, epoch milliseconds. */
  readonly now: () => number;
}

/** Judges a batch under one version of the ban list and publishes every verdict. Counts the outcomes. */
export const filterProducts =
  ({ bans, publisher, now }: FilterDependencies) =>
  async (records: readonly KafkaRecord[]): Promise<Counts> => {
    if (records.length === 0) return countOutcomes([]);
    const list = await bans.current();
    const at = now();
    const verdicts = records.map((record) => judge(record, list, at));
    await publisher.publish(verdicts.flatMap((verdict) => verdict.records));
    return countOutcomes(verdicts);
  };

function countOutcomes(verdicts: readonly Verdict[]): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries(outcomes.map((outcome) => [outcome, 0]));
  for (const { outcome } of verdicts) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
