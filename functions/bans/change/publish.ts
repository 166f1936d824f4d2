import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { ReadBanList } from '../../../modules/ban-list/ban-list.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { problemResponse } from '../../../modules/http/response.ts';
import { namedHeaders } from '../../../modules/kafka/headers.ts';
import { readPartition } from '../../../modules/kafka/read-partition.ts';
import { banListGroupPrefix } from '../../../modules/platform/access.ts';
import { banHeader } from '../../../modules/platform/headers.ts';
import type { Topic } from '../../../modules/platform/topics.ts';
import { inTime } from '../../../modules/retry/in-time.ts';
import { currentList, remainingMs, type Answering } from '../answering.ts';
import { acquireLock } from './lock.ts';

const topic: Topic = 'banned_products';

/** Milliseconds that are kept for the change itself while somebody else's is waited for. */
const changeMs = 2_500;

/** A rule that is set, or removed when it has none, as a change of the list. */
export interface RuleChange {
  readonly ruleId: string;
  readonly rule: BanRule | undefined;
}

/** What a request changes under the list as it is. */
export interface Plan {
  readonly changes: readonly RuleChange[];
  readonly why: string | undefined;
  /** What is answered once the changes are in the topic; `versions` are their offsets, in order. */
  readonly answer: (versions: readonly number[]) => APIGatewayProxyResult;
}

/** Changes, or the answer that refuses them. */
export type PlanOrRefusal = Plan | APIGatewayProxyResult;

export const isRefusal = (planned: PlanOrRefusal): planned is APIGatewayProxyResult => 'statusCode' in planned;

/**
 * Changes the list as planned, while nobody else does: the plan is made under the lock, of the list as it is then. 409 when
 * somebody else takes long. Throws kafka_unavailable when it is not known whether the changes are made.
 */
export async function changeList(
  answering: Answering,
  planUnder: (list: ReadBanList) => Promise<PlanOrRefusal>,
): Promise<APIGatewayProxyResult> {
  const { client, names, log, moderator, now, newId, publisher } = answering;
  // Before the lock: who waits for it does not wait for a connection, too.
  await inTime(publisher.connect([topic]), remainingMs(answering), 'a connection to Kafka', 'kafka_unavailable');
  const waitMs = remainingMs(answering) - changeMs;
  const lock = await acquireLock({ client, index: names.banLocks, log, owner: moderator, waitMs, now, newId });
  if ('heldBy' in lock) return problemResponse(busy(lock.heldBy));
  let isDecided = true;
  try {
    const list = await currentList(answering);
    const planned = await planUnder(list);
    if (isRefusal(planned)) return planned;
    if (planned.changes.length === 0) return planned.answer([]);
    lock.check();
    isDecided = false;
    await publish(answering, planned);
    isDecided = true;
    const versions = await versionsOf(answering, planned, list.version);
    logChanges(answering, planned, versions);
    return planned.answer(versions);
  } catch (error) {
    isDecided ||= error instanceof PlatformError && error.code !== 'kafka_unavailable';
    throw error;
  } finally {
    // What was not acknowledged may still be under way: the lock then lasts until it runs out.
    if (isDecided) await lock.release();
  }
}

const busy = (owner: string) => ({
  status: 409,
  title: 'Conflict',
  detail: `The ban list is being changed by ${owner}; try again in a few seconds.`,
  retryAfter: 5,
});

function publish(answering: Answering, { changes, why }: Plan): Promise<void> {
  const { publisher, moderator } = answering;
  const headers = namedHeaders({
    [banHeader.changedBy]: moderator,
    ...(why !== undefined && { [banHeader.why]: why }),
  });
  const records = changes.map(({ ruleId, rule }) => ({ topic, key: ruleId, value: valueOf(rule), headers }));
  return inTime(publisher.publish(records), remainingMs(answering), 'the acknowledgement', 'kafka_unavailable');
}

const valueOf = (rule: BanRule | undefined): string | null => (rule === undefined ? null : JSON.stringify(rule));

/** The offsets of the changes' records. The topic has one partition, so they follow the list that they were made of, unless others wrote too. */
async function versionsOf(answering: Answering, { changes }: Plan, before: number): Promise<number[]> {
  const { end, connect } = answering;
  const to = await inTime(end.now(), remainingMs(answering), 'the end of the ban list', 'kafka_unavailable');
  if (to <= before + changes.length) return changes.map((_, index) => before + index);
  const groupId = `${banListGroupPrefix}${randomUUID()}`;
  const reading = readPartition(await connect(), { topic, groupId, from: before, to });
  const records = await inTime(reading, remainingMs(answering), 'reading the change', 'kafka_unavailable');
  return changes.map(({ ruleId, rule }) => {
    const value = valueOf(rule);
    const own = records.findLast(
      (record) => String(record.key) === ruleId && (record.value?.toString() ?? null) === value,
    );
    return own?.offset ?? to - 1;
  });
}

function logChanges({ log, moderator }: Answering, { changes }: Plan, versions: readonly number[]): void {
  const removed = changes.filter(({ rule }) => rule === undefined).length;
  log.info('ban list changed', {
    moderator,
    rules_set: changes.length - removed,
    rules_removed: removed,
    ...(changes.length === 1 && { rule_id: changes[0]?.ruleId }),
    version: versions.at(-1),
  });
}
