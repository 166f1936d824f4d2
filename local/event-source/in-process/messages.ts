import type { PackedEvent } from './packed-event.ts';

/** What a thread is made with. */
export interface WorkerData {
  /** The module that exports the handler. */
  readonly file: string;
  readonly handlerName: string;
  /** What Lambda's context says of the function, whatever the event. */
  readonly context: Readonly<Record<string, string>>;
}

export interface Invocation {
  readonly packed: PackedEvent;
  readonly requestId: string;
  /** Epoch milliseconds: when the function runs out of time. */
  readonly endsAt: number;
}

/** What a thread answers once its handler is loaded, and then to each event. */
export type Answer =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string };
