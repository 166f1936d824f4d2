import { randomUUID } from 'node:crypto';
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  type CloudWatchLogsClient,
  type InputLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Log } from '../../../modules/logging/log.ts';
import { settings } from '../settings.ts';

/** Bounds of one request: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const maxBytes = 1_048_576;
const bytesBesides = 26;
const maxMessageBytes = 256 * 1_024;

/** Brings the lines of a function into its log group, where Lambda brings them. What cannot be delivered is tried again. */
export class FunctionLog {
  readonly #client: CloudWatchLogsClient;
  readonly #group: string;
  readonly #stream = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  #waiting: InputLogEvent[] = [];
  #dropped = 0;
  #made = false;
  #delivering: Promise<void> | undefined;

  constructor(client: CloudWatchLogsClient, group: string, log: Log) {
    this.#client = client;
    this.#group = group;
    this.#log = log;
    this.#timer = setInterval(() => void this.deliver(), settings.logIntervalMs).unref();
  }

  write(message: string): void {
    if (message === '') return;
    if (this.#waiting.length < settings.logLines)
      this.#waiting.push({ timestamp: Date.now(), message: message.slice(0, maxMessageBytes / 4) });
    else this.#dropped += 1;
  }

  /** Delivers what waits; one delivery at a time, so that lines stay in order. */
  async deliver(): Promise<void> {
    await (this.#delivering ??= this.#deliver().finally(() => (this.#delivering = undefined)));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.deliver();
  }

  async #deliver(): Promise<void> {
    try {
      for (;;) {
        const logEvents = firstThatFit(this.#waiting);
        if (logEvents.length === 0) return this.#tellDropped();
        await this.#make();
        await this.#client.send(
          new PutLogEventsCommand({ logGroupName: this.#group, logStreamName: this.#stream, logEvents }),
        );
        this.#waiting = this.#waiting.slice(logEvents.length);
      }
    } catch (error) {
      this.#made = false;
      this.#log.error('function log not delivered', error, { log_group: this.#group, lines: this.#waiting.length });
    }
  }

  #tellDropped(): void {
    if (this.#dropped > 0) this.#log.warn('function log dropped', { log_group: this.#group, lines: this.#dropped });
    this.#dropped = 0;
  }

  async #make(): Promise<void> {
    if (this.#made) return;
    const names = { logGroupName: this.#group, logStreamName: this.#stream };
    await this.#client.send(new CreateLogGroupCommand(names)).catch(unlessThere);
    await this.#client.send(new CreateLogStreamCommand(names)).catch(unlessThere);
    this.#made = true;
  }
}

function unlessThere(error: unknown): void {
  if (!(error instanceof ResourceAlreadyExistsException)) throw error;
}

function firstThatFit(events: readonly InputLogEvent[]): InputLogEvent[] {
  let bytes = 0;
  const after = events.findIndex(({ message = '' }) => (bytes += Buffer.byteLength(message) + bytesBesides) > maxBytes);
  return events.slice(0, after === -1 ? events.length : after);
}
