import { aggregateChanges } from '../../functions/aggregate/aggregate.ts';
import { filterProducts } from '../../functions/filter/filter.ts';
import { banListOf, type BanList } from '../../modules/ban-list/ban-list.ts';
import type { BanRule } from '../../modules/bans/rule.ts';
import type { KafkaRecord, OutgoingHeader, OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import type { KafkaStep } from '../../modules/lambda/kafka-function.ts';
import { indexing } from './deployed.ts';
import type { TestIndices } from './indices.ts';
import { aKafkaRecord } from './records.ts';

/** The functions between a shop's product and the figures, in their order, each with the topic that it consumes. */
const consumed = { filter: 'products', index: 'filtered_products', aggregate: 'catalog_changes' } as const;

type Step = keyof typeof consumed;

/**
 * The flow of products on a test's own indices, with topics of one partition in memory: so that a test says which records a
 * function gets at once, which it gets again, and when it starts anew.
 */
export class FlowInProcess {
  readonly #indices: TestIndices;
  readonly #topics = new Map<string, KafkaRecord[]>();
  readonly #committed = new Map<Step, number>();
  #steps: Readonly<Record<Step, KafkaStep>>;
  #bans: BanList = banListOf(0, []);

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

  /** The next version of the ban list. */
  ban(rules: readonly BanRule[]): void {
    this.#bans = banListOf(this.#bans.version + 1, rules);
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
    const batch = this.topic(consumed[step]).slice(Math.max(0, committed - again), committed + records);
    if (batch.length > 0) await this.#steps[step](batch);
    this.#committed.set(step, Math.min(committed + records, this.topic(consumed[step]).length));
  }

  /** Runs every function until there is nothing left to do. */
  async settle(): Promise<void> {
    const steps = Object.keys(consumed) as Step[];
    while (steps.some((step) => this.lag(step) > 0)) for (const step of steps) await this.run(step, 2_000);
    await this.#indices.refresh();
  }

  private coldSteps(): Readonly<Record<Step, KafkaStep>> {
    const { client, names } = this.#indices;
    const bans = { current: async () => this.#bans, close: async () => undefined };
    return {
      filter: filterProducts({ bans, publisher: this.#publisher, now: Date.now }),
      index: (records) => indexing(this.#indices, this.#publisher, this.#bans)(records),
      aggregate: aggregateChanges({ client, names, publisher: this.#publisher, now: Date.now }),
    };
  }
}

const bytes = (text: Buffer | string | null): Buffer | null => (typeof text === 'string' ? Buffer.from(text) : text);

const inBytes = (headers: readonly OutgoingHeader[]): KafkaRecord['headers'] =>
  headers.map(({ name, value }) => ({ name, value: bytes(value) }));
