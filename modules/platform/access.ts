import { entriesOf, keysOf } from '../objects/entries.ts';
import { topicNames, type Topic } from './topics.ts';

/** What one principal may do on Kafka. Everything else is refused. */
export interface Rights {
  readonly reads?: readonly Topic[];
  readonly writes?: readonly Topic[];
  /** Topics whose partitions and offsets it may see, but no record. */
  readonly describes?: readonly Topic[];
  /** Consumer groups of event source mappings by exact name; who has one also sees the settings of the brokers. */
  readonly groups?: readonly string[];
  /** Consumer groups by prefix. */
  readonly groupPrefixes?: readonly string[];
  /** Consumer groups whose committed offsets it may see, but not change. */
  readonly describedGroups?: readonly string[];
}

/**
 * Mappings that read their topic from its beginning once more, because what is made of it has another layout: a new group
 * starts at the oldest record.
 */
const generations: Readonly<Record<string, string>> = { 'index-filtered_products': 'v4' };

/** The consumer group of a function's event source mapping for one topic. */
export function consumerGroup(functionName: string, topic: Topic): string {
  const name = `${functionName}-${topic}`;
  const generation = generations[name];
  return generation === undefined ? name : `${name}-${generation}`;
}

/** Readers of the ban list use a throw-away group each: everyone needs the whole list. */
export const banListGroupPrefix = 'ban-list-';

/** Rights of those who read and write records. */
const working = {
  filter: {
    reads: ['products', 'banned_products'],
    writes: ['filtered_products', 'rejected_products', 'dead_letters'],
    groups: [consumerGroup('filter', 'products')],
    groupPrefixes: [banListGroupPrefix],
  },
  index: {
    reads: ['filtered_products', 'client_queries', 'dead_letters', 'banned_products'],
    // What an older ban list decided goes through `products` once more.
    writes: ['products', 'catalog_changes', 'dead_letters'],
    groups: [
      consumerGroup('index', 'filtered_products'),
      consumerGroup('index', 'client_queries'),
      consumerGroup('index', 'dead_letters'),
    ],
    groupPrefixes: [banListGroupPrefix],
  },
  sweep: {
    reads: ['banned_products', 'ban_sweeps'],
    // What a change of the list touches goes through `products` once more.
    writes: ['products', 'ban_sweeps', 'dead_letters'],
    // How far the flow is with it.
    describes: ['filtered_products'],
    groups: [consumerGroup('sweep', 'banned_products'), consumerGroup('sweep', 'ban_sweeps')],
    groupPrefixes: [banListGroupPrefix],
    describedGroups: [consumerGroup('filter', 'products'), consumerGroup('index', 'filtered_products')],
  },
  aggregate: {
    reads: ['catalog_changes'],
    writes: ['category_stats', 'dead_letters'],
    groups: [consumerGroup('aggregate', 'catalog_changes')],
  },
  archive: {
    reads: ['products', 'client_queries'],
    writes: ['dead_letters'],
    groups: [consumerGroup('archive', 'products'), consumerGroup('archive', 'client_queries')],
  },
  audit: {
    reads: ['banned_products'],
    writes: ['ban_history', 'dead_letters'],
    groups: [consumerGroup('audit', 'banned_products')],
  },
  analytics: { writes: ['catalog_changes', 'category_analytics', 'recommendations'] },
  search: { writes: ['client_queries'] },
  recommend: { writes: ['client_queries'] },
  events: { writes: ['client_queries'] },
  /** What shops without a Kafka client send: as theirs, and so with no more rights than a shop has. */
  intake: { writes: ['products'] },
  bans: { reads: ['banned_products'], writes: ['banned_products'], groupPrefixes: [banListGroupPrefix] },
  /** The emulator of buyers' behaviour, which writes a history that the API could not: its events lie in the past. */
  buyers: { writes: ['client_queries'] },
  shop: { writes: ['products'] },
  moderator: { reads: ['banned_products'], writes: ['banned_products'], groupPrefixes: [banListGroupPrefix] },
} as const satisfies Record<string, Rights>;

/** A consumer group of an event source mapping. */
export interface MappingGroup {
  readonly functionName: keyof typeof working;
  readonly group: string;
  readonly topic: Topic;
}

/** Every group that a mapping of the stack has. */
export const mappingGroups: readonly MappingGroup[] = entriesOf<keyof typeof working, Rights>(working).flatMap(
  ([functionName, { reads = [], groups = [] }]) =>
    reads.flatMap((topic) => {
      const group = consumerGroup(functionName, topic);
      return groups.includes(group) ? [{ functionName, group, topic }] : [];
    }),
);

/**
 * Rights by principal: the common name of its certificate, `User:CN=<name>` to Kafka.
 * A function is a principal of its own, and so is every tool that speaks to Kafka.
 */
export const principals = {
  ...working,
  metrics: { describes: topicNames, describedGroups: mappingGroups.map(({ group }) => group) },
} as const satisfies Record<string, Rights>;

export type Principal = keyof typeof principals;

export const principalNames: readonly Principal[] = keysOf(principals);

/** Creates topics and ACLs, reads lag: a super user of the cluster, for tools of the people who run it. */
export const administrator = 'admin';
