import { mappingGroups, principals, type Rights } from '../../modules/platform/access.ts';
import { functionNames, type FunctionName } from '../../modules/platform/function-names.ts';
import type { Topic } from '../../modules/platform/topics.ts';
import type { OtherName, Place } from './places.ts';

/** A topic and a function may have one name. */
export type Thing = `(${Topic})` | `[${FunctionName}]` | OtherName;

export const topicThing = <T extends Topic>(name: T): `(${T})` => `(${name})`;
export const functionThing = <F extends FunctionName>(name: F): `[${F}]` => `[${name}]`;

export interface Arrow {
  readonly from: Thing;
  readonly to: Thing;
  /** By hand, as a function reads the ban list, not by the event source. */
  readonly isAside?: boolean;
  /** Corners between the two, where the way from one to the other would lead through a third. */
  readonly via?: readonly Place[];
}

/** Told in the words of the thing: six functions write it. */
const toldInWords: ReadonlySet<Topic> = new Set(['dead_letters']);

export const ways: Readonly<Record<string, readonly Place[]>> = {
  '[index] → (products)': [
    [5, -0.6],
    [2, -0.6],
  ],
  '[sweep] → (products)': [
    [2.57, 1.83],
    [2.57, 0.17],
  ],
  '(products) → [archive]': [
    [2.46, 0],
    [2.46, 4.83],
  ],
  '(client_queries) → [index]': [
    [2, 4.5],
    [4.57, 4.5],
    [4.57, 0.17],
  ],
  '(banned_products) → [bans]': [[1.5, 2.17]],
  '(banned_products) → [filter]': [
    [2, 1.5],
    [3, 1.5],
  ],
  '(banned_products) → [index]': [
    [2, 1.5],
    [5, 1.5],
  ],
  '(ban_sweeps) → [sweep]': [
    [4, 2.5],
    [3, 2.5],
  ],
  '[analytics] → (catalog_changes)': [
    [5.46, 5],
    [5.46, 0.17],
  ],
  '[aggregate] → OpenSearch': [[7, 2]],
  '[audit] → OpenSearch': [
    [3, 3.5],
    [5.54, 3.5],
    [5.54, 2],
  ],
  '[analytics] → HDFS': [
    [5, 5.5],
    [4, 5.5],
  ],
};

/** What flows through Kafka, as the rights of the functions say it. */
function kafkaArrows(): readonly Arrow[] {
  const polled = new Set(mappingGroups.map(({ functionName, topic }) => `${topic} → ${functionName}`));
  const rights: Readonly<Record<string, Rights>> = principals;
  return functionNames.flatMap((name) => {
    const { reads = [], writes = [] } = rights[name] ?? {};
    return [
      ...reads.map((topic) => ({
        from: topicThing(topic),
        to: functionThing(name),
        isAside: !polled.has(`${topic} → ${name}`),
      })),
      ...writes
        .filter((topic) => !toldInWords.has(topic))
        .map((topic) => ({ from: functionThing(name), to: topicThing(topic) })),
    ];
  });
}

/** What does not go through Kafka. */
const otherArrows: readonly Arrow[] = [
  { from: 'shop', to: '(products)' },
  { from: 'shop without Kafka', to: '[intake]' },
  { from: 'moderator', to: '[bans]' },
  { from: 'buyer', to: '[events]' },
  { from: 'buyer', to: '[search]' },
  { from: 'buyer', to: '[recommend]' },
  { from: 'buyer', to: '[categories]' },
  { from: 'buyer', to: '[openapi]' },
  { from: '[index]', to: 'OpenSearch' },
  { from: '[aggregate]', to: 'OpenSearch' },
  { from: '[audit]', to: 'OpenSearch' },
  { from: '[analytics]', to: 'OpenSearch' },
  { from: '[archive]', to: 'HDFS' },
  { from: 'HDFS', to: '[analytics]' },
  { from: '[analytics]', to: 'HDFS' },
  { from: '[metrics]', to: 'Prometheus' },
  { from: 'Prometheus', to: 'Alertmanager' },
  { from: 'Alertmanager', to: 'Telegram' },
  { from: 'CloudWatch, SNS', to: '[notify]' },
  { from: '[notify]', to: 'Alertmanager' },
  { from: 'Telegram', to: 'on duty' },
];

/** Every arrow of the picture, each with its way. */
export const arrows = (): readonly Arrow[] =>
  [...kafkaArrows(), ...otherArrows].map((arrow) => {
    const via = ways[`${arrow.from} → ${arrow.to}`];
    return via === undefined ? arrow : { ...arrow, via };
  });

/** The functions that may put what they cannot process into `dead_letters`. */
export const buriers = (): readonly FunctionName[] => {
  const rights: Readonly<Record<string, Rights>> = principals;
  return functionNames.filter((name) => rights[name]?.writes?.includes('dead_letters'));
};
