import { randomUUID } from 'node:crypto';
import type { Kafka } from '../kafka/library.ts';
import { RuleList, type ProductMatcher } from '../bans/match.ts';
import type { BanRule } from '../bans/rule.ts';
import { PlatformError } from '../errors/platform-error.ts';
import { banListGroupPrefix } from '../platform/access.ts';
import { endOffset } from '../kafka/end-offset.ts';
import { kafkaFailure } from '../kafka/failure.ts';
import { readPartition, type KeyedRecord } from '../kafka/read-partition.ts';
import { retried, type RetryBounds } from '../retry/retry.ts';
import type { Topic } from '../platform/topics.ts';
import type { Log } from '../logging/log.ts';
import { Appeals } from './appeals.ts';
import { Boundaries } from './boundaries.ts';
import { applyChanges, changedRules, noRules, type Rules } from './rule-changes.ts';

const topic: Topic = 'banned_products';

/** What products are judged by. */
export interface BanList {
  /** The end offset of `banned_products` that it was read up to. */
  readonly version: number;
  readonly match: ProductMatcher;
  /** Whether a rule comes into force or goes out of it later than `from` and not later than `to`, epoch milliseconds. */
  readonly changesWithin: (from: number, to: number) => boolean;
  /** The ids of the appeals in force at a time, epoch milliseconds, that let a product through; in order. */
  readonly appealsOf: (productId: string, at: number) => string[];
}

/** The ban list as of one moment, with its rules. */
export interface ReadBanList extends BanList {
  readonly rules: Rules;
}

/** Where the list comes from. */
export interface CurrentBanList {
  /** The list with every change that was acknowledged before the call. Throws ban_list_unreadable. */
  current(): Promise<BanList>;
}

export interface BanListReader extends CurrentBanList {
  current(): Promise<ReadBanList>;
  close(): Promise<void>;
}

/** A list of these rules. */
export const banListOf = (version: number, rules: readonly BanRule[]): BanList => ({
  version,
  ...judging(RuleList.of(rules), () => rules),
});

function judging(list: RuleList, rules: () => Iterable<BanRule>): Omit<BanList, 'version'> {
  // Of the functions that judge, most never ask for them.
  let boundaries: Boundaries | undefined;
  let appeals: Appeals | undefined;
  return {
    match: (product, at) => list.match(product, at),
    changesWithin: (from, to) => (boundaries ??= new Boundaries(rules())).within(from, to),
    appealsOf: (productId, at) => (appeals ??= new Appeals(rules())).of(productId, at),
  };
}

/** A list that was read up to its version. */
interface KnownList extends ReadBanList {
  /** The list up to a later version, of which these are the records; making it costs what they cost. */
  after(version: number, records: readonly KeyedRecord[]): KnownList;
}

const knownList = (version: number, rules: Rules, list: RuleList): KnownList => ({
  version,
  rules,
  ...judging(list, () => Array.from(rules.standing.values(), ({ rule }) => rule)),
  after: (later, records) => {
    const next = applyChanges(rules, records);
    return knownList(later, next, list.with(changedRules(rules, next, records)));
  },
});

/** What stands in `banned_products` before its first record. */
export const emptyList = knownList(0, noRules, RuleList.of([]));

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

  const refresh = async (): Promise<ReadBanList> => {
    const version = await end.now();
    if (version === known.version) return known;
    const base = version > known.version ? known : emptyList;
    const groupId = `${banListGroupPrefix}${randomUUID()}`;
    const changes = await readPartition(await connect(), { topic, groupId, from: base.version, to: version });
    known = base.after(version, changes);
    log.info('ban list read', {
      ban_list_version: version,
      rules: known.rules.standing.size,
      unreadable: known.rules.unreadable.size,
      changes: changes.length,
    });
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
