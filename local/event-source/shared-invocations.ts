import type { LimitFunction } from 'p-limit';
import type { Attempt } from './delivery.ts';
import type { Envelope, EventPart } from './event.ts';
import type { Invoke } from './invoke.ts';

/** What a partition wants to have delivered. */
export interface DeliveryPart extends EventPart {
  /** How many it has in an event. */
  readonly bytes: number;
  /** Whether nothing else may go with it: what failed together is tried one by one, so that one bad record holds up one partition. */
  readonly isAlone: boolean;
  /** Called when its invocation begins; false when it is to be left out, as its partition has stopped. */
  readonly begin: () => boolean;
}

/** Resolves with what came of the invocation that carried the part, or undefined when it was left out. */
export type Deliver = (part: DeliveryPart) => Promise<Attempt | undefined>;

export interface SharedInvocationsOptions {
  readonly envelope: Envelope;
  /** Of all parts of an event together. */
  readonly limits: { readonly records: number; readonly bytes: number };
  /** Lets at most so many invocations through at a time. */
  readonly pollers: LimitFunction;
  readonly invoke: Invoke;
}

interface Waiting {
  readonly part: DeliveryPart;
  readonly resolve: (attempt: Attempt | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Invokes a mapping's function for its partitions: what is ready at the same time, or has waited for a free poller, shares an
 * invocation as far as it fits, first come, first served. Six partitions with few records cost one invocation, not six.
 */
export class SharedInvocations {
  readonly #options: SharedInvocationsOptions;
  readonly #waiting: Waiting[] = [];

  constructor(options: SharedInvocationsOptions) {
    this.#options = options;
  }

  async deliver(part: DeliveryPart): Promise<Attempt | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<Attempt | undefined>();
    this.#waiting.push({ part, resolve, reject });
    // Others whose window ends at the same moment are about to come; whoever is first takes them along.
    setImmediate(() => void this.#options.pollers(() => this.#invoke(this.#take())));
    return promise;
  }

  /** The parts that go next, as many as fit into an event. */
  #take(): Waiting[] {
    const { limits } = this.#options;
    let records = 0;
    let bytes = 0;
    const fits = ({ part }: Waiting, index: number): boolean => {
      records += part.messages.length;
      bytes += part.bytes;
      const isAlone = part.isAlone || this.#waiting[0]?.part.isAlone === true;
      return index === 0 || (!isAlone && records <= limits.records && bytes <= limits.bytes);
    };
    const end = this.#waiting.findIndex((waiting, index) => !fits(waiting, index));
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  async #invoke(taken: readonly Waiting[]): Promise<void> {
    const together = taken.filter(({ part, resolve }) => {
      const begins = part.begin();
      if (!begins) resolve(undefined);
      return begins;
    });
    if (together.length === 0) return;
    const startedAt = performance.now();
    try {
      const { envelope, invoke } = this.#options;
      const outcome = await invoke({ envelope, parts: together.map(({ part }) => part) });
      const duration = performance.now() - startedAt;
      for (const { resolve } of together) resolve({ outcome, duration });
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }
}
