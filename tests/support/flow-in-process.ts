import { aggregateChanges } from '../../functions/aggregate/aggregate.ts';
import { filterProducts } from '../../functions/filter/filter.ts';
import { indexSink } from '../../functions/index/sink.ts';
import type { SweepDependencies } from '../../functions/sweep/advance.ts';
import { followSweeps } from '../../functions/sweep/follow.ts';
import { banListOf, type ReadBanList } from '../../modules/ban-list/ban-list.ts';
import { applyChanges, noRules } from '../../modules/ban-list/rule-changes.ts';
import type { BanRule } from '../../modules/bans/rule.ts';
import type { KeptConnection } from '../../modules/kafka/kept-connection.ts';
import type { Admin } from '../../modules/kafka/library.ts';
import type { KafkaRecord, OutgoingHeader, OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import type { KafkaStep } from '../../modules/lambda/kafka-function.ts';
import { keysOf } from '../../modules/objects/entries.ts';
import type { TestIndices } from './indices.ts';
import { aKafkaRecord } from './records.ts';

/** What the functions between a shop's product and the figures consume, in their order. */
const consumed = {
  changes: 'banned_products',
  sweeps: 'ban_sweeps',
  filter: 'products',
  index: 'filtered_products',
  aggregate: 'catalog_changes',
} as const;

export type Step = keyof typeof consumed;

export const steps = keysOf(consumed);

/**
 * The flow of products on a test's own indices, with topics of one partition in memory: so that a test says which records a
 * function gets at once, which it gets again, and when it starts anew.
 */
export class FlowInProcess {
  readonly #indices: TestIndices;
  readonly #topics = new Map<string, KafkaRecord[]>();
  readonly #committed = new Map<Step, number>();
  #steps: Readonly<Record<Step, KafkaStep>>;
  #list: ReadBanList | undefined;

  constructor(indices: TestIndices) {
    this.#indices = indices;
    this.#steps = this.coldSteps();
  }

  readonly #publisher: Publisher = {
    publish: async (records) => this.send(records),
    close: async () => undefined,
  };

  /** What a topic holds. */
  topic(name: string): readonly KafkaRecord[] {
    return this.#topics.get(name) ?? [];
  }

  send(records: readonly OutgoingRecord[]): void {
    for (const { topic, key, value, headers = [], timestamp = Date.now() } of records) {
      const log = this.#topics.get(topic) ?? [];
      this.#topics.set(topic, log);
      const offset = log.length;
      log.push(
        aKafkaRecord({ topic, offset, timestamp, key: bytes(key), value: bytes(value), headers: inBytes(headers) }),
      );
    }
  }

  /** Adds a rule to the ban list, changes it, or takes it away. */
  ban(id: string, rule: BanRule | null): void {
    this.send([{ topic: 'banned_products', key: id, value: rule && JSON.stringify(rule) }]);
  }

  /** The ban list with every change. */
  bans(): ReadBanList {
    const records = this.topic('banned_products');
    if (this.#list?.version === records.length) return this.#list;
    const rules = applyChanges(noRules, records);
    const standing = Array.from(rules.standing.values(), ({ rule }) => rule);
    return (this.#list = { ...banListOf(records.length, standing), rules });
  }

  /** Functions with nothing that they remember, as after a deployment. */
  restart(): void {
    this.#steps = this.coldSteps();
  }

  lag(step: Step): number {
    return this.topic(consumed[step]).length - (this.#committed.get(step) ?? 0);
  }

  /** Hands a function so many of the records that it has not had, and before them so many again that it had. */
  async run(step: Step, records: number, again = 0): Promise<void> {
    const committed = this.#committed.get(step) ?? 0;
    const end = Math.min(committed + records, this.topic(consumed[step]).length);
    const batch = this.topic(consumed[step]).slice(Math.max(0, committed - again), end);
    if (batch.length > 0) await this.#steps[step](batch);
    this.#committed.set(step, end);
  }

  /** Loses records that a function has not had, as retention does. */
  skip(step: Step, records: number): void {
    const committed = this.#committed.get(step) ?? 0;
    this.#committed.set(step, Math.min(committed + records, this.topic(consumed[step]).length));
  }

  /** Runs every function until there is nothing left to do. */
  async settle(): Promise<void> {
    while (steps.some((step) => this.lag(step) > 0)) for (const step of steps) await this.run(step, 2_000);
    await this.#indices.refresh();
  }

  private coldSteps(): Readonly<Record<Step, KafkaStep>> {
    const { client, names } = this.#indices;
    const bans = { current: async () => this.bans() };
    const flow = { client, names, publisher: this.#publisher, bans, now: Date.now };
    const sweep = followSweeps(this.sweeping());
    return {
      changes: sweep,
      sweeps: sweep,
      filter: filterProducts(flow),
      index: indexSink(flow),
      aggregate: aggregateChanges(flow),
    };
  }

  /** What the sweep function has. Each of its steps looks at one page, and waits for nobody. */
  sweeping(): SweepDependencies {
    const { client, names } = this.#indices;
    const bans = { current: async () => this.bans() };
    const pace = { maxRate: 1_000_000, lookMs: 0, patienceMs: 0 };
    return { client, names, publisher: this.#publisher, bans, now: Date.now, kafka: this.offsets(), pace };
  }

  /** Tells how far the functions are, as Kafka would. */
  private offsets(): KeptConnection<Admin> {
    const admin = {
      fetchTopicOffsets: async (topic: string) => [{ partition: 0, low: '0', high: String(this.topic(topic).length) }],
      fetchOffsets: async ({ topics: [topic = ''] = [] }: { topics?: string[] }) => {
        const step = steps.find((one) => consumed[one] === topic);
        const offset = String((step && this.#committed.get(step)) ?? -1);
        return [{ topic, partitions: [{ partition: 0, offset, metadata: null }] }];
      },
    };
    return { use: (ask) => ask(admin as unknown as Admin), close: async () => undefined };
  }
}

const bytes = (text: Buffer | string | null): Buffer | null => (typeof text === 'string' ? Buffer.from(text) : text);

const inBytes = (headers: readonly OutgoingHeader[]): KafkaRecord['headers'] =>
  headers.map(({ name, value }) => ({ name, value: bytes(value) }));
