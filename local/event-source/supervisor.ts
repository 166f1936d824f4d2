import { Signal } from './signal.ts';
import { describeError } from '../../modules/errors/platform-error.ts';
import { backoffMs } from '../../modules/retry/backoff.ts';
import type { Log } from '../../modules/logging/log.ts';
import type { Mapping } from './mapping.ts';
import { stateOfBeginning, stateOfEnding, type EnabledById } from './mapping-state.ts';
import type { MappingProblem } from './stack/mappings.ts';
import type { InFlight, Poller } from './poller.ts';
import type { LastError } from './report.ts';
import { settings } from './settings.ts';
import type { StackReading } from './stack/stack-reader.ts';

const readBackoff = { initialMs: settings.stackRetryInitialMs, maxMs: settings.stackRetryMaxMs };

/** What is known of the stack itself. */
export interface StackStatus {
  readonly name: string;
  /** `unread` until CloudFormation answered for the first time. */
  readonly state: 'unread' | StackReading['state'] | 'unreachable';
  /** ISO 8601; the last time that CloudFormation answered. */
  readonly readAt: string | null;
  readonly lastError: LastError | null;
}

/** Makes the poller of a mapping. `inFlight`, by partition: what earlier pollers of its topic have in flight. */
type MakePoller = (mapping: Mapping, inFlight: InFlight) => Poller;

/** Keeps one poller running for every enabled mapping of a stack, and follows the stack as it changes. */
export class Supervisor {
  readonly #read: () => Promise<StackReading>;
  readonly #make: MakePoller;
  readonly #log: Log;
  readonly #pollers = new Map<string, Poller>();
  /** By mapping and topic: a function that hangs may outlive the poller that called it. */
  readonly #inFlight = new Map<string, InFlight>();
  readonly #stopped = new Signal();
  #stack: StackStatus;
  #disabled: readonly Mapping[] = [];
  #enabledById: EnabledById = new Map();
  #problems: readonly MappingProblem[] = [];
  #stopping = false;
  #failures = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(stackName: string, read: () => Promise<StackReading>, make: MakePoller, log: Log) {
    this.#stack = { name: stackName, state: 'unread', readAt: null, lastError: null };
    this.#read = read;
    this.#make = make;
    this.#log = log;
  }

  get stack(): StackStatus {
    return this.#stack;
  }

  get pollers(): readonly Poller[] {
    return [...this.#pollers.values()];
  }

  get disabled(): readonly Mapping[] {
    return this.#disabled;
  }

  get problems(): readonly MappingProblem[] {
    return this.#problems;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopped.notify();
    await Promise.all(this.pollers.map((poller) => poller.stop()));
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      await this.#follow();
      const failures = this.#failures;
      await this.#stopped.wait(
        failures === 0 ? settings.stackReadIntervalMs : backoffMs(readBackoff, failures - 1, Math.random()),
      );
    }
  }

  /** An engine that does not answer changes nothing: what was deployed is polled on. */
  async #follow(): Promise<void> {
    try {
      const reading = await this.#read();
      const readAt = new Date().toISOString();
      if (reading.state !== this.#stack.state) this.#log.info(`stack ${reading.state}`, { stack: this.#stack.name });
      this.#stack = { ...this.#stack, state: reading.state, readAt };
      this.#failures = 0;
      if (!this.#stopping) await this.#apply(reading);
    } catch (error) {
      if (this.#failures === 0) this.#log.error('stack not read', error, { stack: this.#stack.name });
      this.#failures += 1;
      const lastError = { at: new Date().toISOString(), message: describeError(error) };
      this.#stack = { ...this.#stack, state: 'unreachable', lastError };
    }
  }

  async #apply({ mappings, problems }: StackReading): Promise<void> {
    this.#logNewProblems(problems);
    const wanted = new Map(mappings.filter(({ enabled }) => enabled).map((mapping) => [mapping.id, mapping]));
    const before = this.#enabledById;
    this.#enabledById = new Map(mappings.map(({ id, enabled }) => [id, enabled]));
    // A mapping that cannot be read for a moment, as in the middle of an update, is polled on.
    const unclear = new Set(problems.map(({ id }) => id));
    const outdated = [...this.#pollers].filter(
      ([id, poller]) => !unclear.has(id) && JSON.stringify(wanted.get(id)) !== JSON.stringify(poller.mapping),
    );
    await Promise.all(outdated.map(([, poller]) => this.#end(poller)));
    this.#disabled = mappings.filter(({ enabled }) => !enabled);
    for (const mapping of wanted.values())
      if (!this.#pollers.has(mapping.id) && !this.#stopping) this.#begin(mapping, before);
  }

  #begin(mapping: Mapping, before: EnabledById): void {
    const key = `${mapping.id} ${mapping.topic}`;
    const inFlight = this.#inFlight.get(key) ?? new Map();
    this.#inFlight.set(key, inFlight);
    const poller = this.#make(mapping, inFlight);
    this.#pollers.set(mapping.id, poller);
    poller.report.info('mapping started');
    poller.start(stateOfBeginning(mapping.id, before));
  }

  async #end(poller: Poller): Promise<void> {
    const { id } = poller.mapping;
    await poller.stop(stateOfEnding(id, this.#enabledById));
    this.#pollers.delete(id);
    poller.report.info('mapping stopped');
  }

  #logNewProblems(problems: readonly MappingProblem[]): void {
    const known = new Set(this.#problems.map(({ id, message }) => id + message));
    for (const { id, message } of problems)
      if (!known.has(id + message)) this.#log.error('mapping cannot be polled', message, { mapping: id });
    this.#problems = problems;
  }
}
