import type { APIGatewayProxyResult } from 'aws-lambda';
import type { ReadBanList } from '../../../modules/ban-list/ban-list.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { problemResponse } from '../../../modules/http/response.ts';
import { namedHeaders } from '../../../modules/kafka/headers.ts';
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
    const versions = await publish(answering, planned);
    isDecided = true;
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

/** Resolves to the offsets of the changes' records: the topic has one partition. */
function publish(answering: Answering, { changes, why }: Plan): Promise<readonly number[]> {
  const { publisher, moderator } = answering;
  const headers = namedHeaders({
    [banHeader.changedBy]: moderator,
    ...(why !== undefined && { [banHeader.why]: why }),
  });
  const records = changes.map(({ ruleId, rule }) => ({
    topic,
    key: ruleId,
    value: rule === undefined ? null : JSON.stringify(rule),
    headers,
  }));
  return inTime(publisher.append(records), remainingMs(answering), 'the acknowledgement', 'kafka_unavailable');
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
