import { CloudWatchLogsClient, FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { lambdaName, type FunctionName } from '../../modules/platform/function-names.ts';
import { engineCallBounds, engineFailure } from '../deploy/engine-failure.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import type { Instance } from '../instance/instance.ts';

export interface FunctionLine {
  readonly at: number;
  readonly text: string;
}

const pageSize = 10_000;

/** Reads the log of a function. `close` it afterwards. */
export class FunctionLog {
  readonly #instance: Instance;
  readonly #client: CloudWatchLogsClient;
  readonly #name: FunctionName;
  /** Lines of the newest millisecond that were given already: others of it may still come. */
  #given = new Set<string>();
  #from: number;

  constructor(instance: Instance, name: FunctionName, from: number) {
    this.#instance = instance;
    this.#client = new CloudWatchLogsClient({ ...engineClientConfig(instance), ...engineCallBounds });
    this.#name = name;
    this.#from = from;
  }

  /** What came since the last time, oldest first. A function that was never called has no lines. */
  async next(): Promise<readonly FunctionLine[]> {
    const lines: FunctionLine[] = [];
    for (;;) {
      const page = await this.#page();
      const fresh = page.filter((event) => !this.#given.has(nameOf(event)));
      lines.push(...fresh.map(({ timestamp = 0, message = '' }) => ({ at: timestamp, text: message.trimEnd() })));
      this.#remember(page);
      // Some engines cut an answer off without saying where it goes on.
      if (page.length < pageSize || fresh.length === 0) return lines.toSorted((a, b) => a.at - b.at);
    }
  }

  close(): void {
    this.#client.destroy();
  }

  #remember(page: readonly FilteredLogEvent[]): void {
    const newest = Math.max(this.#from, ...page.map(({ timestamp = 0 }) => timestamp));
    const known = newest === this.#from ? this.#given : new Set<string>();
    this.#given = new Set([...known, ...page.filter((event) => event.timestamp === newest).map(nameOf)]);
    this.#from = newest;
  }

  async #page(): Promise<readonly FilteredLogEvent[]> {
    const logGroupName = `/aws/lambda/${lambdaName(this.#name)}`;
    const events: FilteredLogEvent[] = [];
    let nextToken: string | undefined;
    try {
      do {
        const asked = { logGroupName, startTime: this.#from, limit: pageSize, nextToken };
        const answer = await this.#client.send(new FilterLogEventsCommand(asked));
        events.push(...(answer.events ?? []));
        ({ nextToken } = answer);
      } while (nextToken !== undefined);
      return events;
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return [];
      throw engineFailure(this.#instance, error, `read the log of ${lambdaName(this.#name)}`);
    }
  }
}

/** Not every engine gives each line an id. */
const nameOf = ({ eventId, logStreamName, timestamp, message }: FilteredLogEvent): string =>
  eventId ?? `${logStreamName} ${timestamp} ${message}`;
