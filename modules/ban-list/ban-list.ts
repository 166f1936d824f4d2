import { randomUUID } from 'node:crypto';
import type { Kafka } from '../kafka/library.ts';
import { productMatcher, type ProductMatcher } from '../bans/match.ts';
import { banRuleSchema, type BanRule } from '../bans/rule.ts';
import { PlatformError } from '../errors/platform-error.ts';
import { check, issuesText, jsonOf } from '../errors/schema.ts';
import { banListGroupPrefix } from '../platform/access.ts';
import { endOffset } from '../kafka/end-offset.ts';
import { kafkaFailure } from '../kafka/failure.ts';
import { readPartition, type KeyedRecord } from '../kafka/read-partition.ts';
import { retried, type RetryBounds } from '../retry/retry.ts';
import type { Topic } from '../platform/topics.ts';
import type { Log } from '../logging/log.ts';

const topic: Topic = 'banned_products';

/** The ban list as of one moment. */
export interface BanList {
  /** The end offset of `banned_products` that it was read up to. */
  readonly version: number;
  readonly match: ProductMatcher;
}

export interface BanListReader {
  /** The list with every change that was acknowledged before the call. Throws ban_list_unreadable. */
  current(): Promise<BanList>;
  close(): Promise<void>;
}

interface KnownList extends BanList {
  readonly rules: ReadonlyMap<string, BanRule>;
}

const emptyList: KnownList = { version: 0, rules: new Map(), match: productMatcher([]) };

const bounds: RetryBounds = {
  attempts: 4,
  deadlineMs: 15_000,
  isPassing: (error) => kafkaFailure(error, 'read').code === 'kafka_unavailable',
};

/**
 * Reads the ban list from Kafka, which answers also when OpenSearch is down. A change is noticed by the end of the topic,
 * one question a call; then only what was added is read. A failure leaves the list as it was known, but is thrown:
 * nothing is judged by a list that may be old.
 */
export function banListReader(connect: () => Promise<Kafka>, log: Log): BanListReader {
  const end = endOffset(connect, topic);
  let known = emptyList;

  const refresh = async (): Promise<BanList> => {
    const version = await end.now();
    if (version === known.version) return known;
    const base = version > known.version ? known : emptyList;
    const groupId = `${banListGroupPrefix}${randomUUID()}`;
    const changes = await readPartition(await connect(), { topic, groupId, from: base.version, to: version });
    const rules = applyChanges(base.rules, changes, log);
    known = { version, rules, match: productMatcher([...rules.values()]) };
    log.info('ban list read', { ban_list_version: version, rules: rules.size, changes: changes.length });
    return known;
  };

  return {
    current: () =>
      retried(refresh, bounds).catch((error: unknown) => {
        throw new PlatformError('ban_list_unreadable', `cannot read the ban list from ${topic}`, { cause: error });
      }),
    close: () => end.close(),
  };
}

/** A later record of a rule replaces or, as a tombstone, removes the earlier. One that cannot be read changes nothing: what was banned stays banned. */
export function applyChanges(
  rules: ReadonlyMap<string, BanRule>,
  changes: readonly KeyedRecord[],
  log: Log,
): ReadonlyMap<string, BanRule> {
  const changed = new Map(rules);
  for (const { offset, key, value } of changes) {
    const id = key?.toString('utf8') ?? '';
    if (value === null) {
      changed.delete(id);
      continue;
    }
    const rule = readRule(id, value);
    if (typeof rule === 'string') log.warn('ban rule skipped', { rule_id: id, offset, problem: rule });
    else changed.set(id, rule);
  }
  return changed;
}

/** The rule, or what is wrong with it. */
function readRule(id: string, value: Buffer): BanRule | string {
  const content = jsonOf(value.toString('utf8'));
  if (content === undefined) return 'the value is not JSON';
  const rule = check(banRuleSchema, content);
  if (!rule.ok) return issuesText(rule.issues, 'rule');
  return rule.value.rule_id === id ? rule.value : 'rule_id: must be the key of the record';
}
