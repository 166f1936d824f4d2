/** What modules/kafka/library.ts touches of kafkajs. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    constructor(options: {
      maxInFlightRequests: number | null;
      requestTimeout: number;
      enforceRequestTimeout: boolean;
    });
    readonly pending: unknown[];
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests: (this: RequestQueue) => void;
    destroy(): void;
  }
}

declare module 'kafkajs/src/protocol/decoder.js' {
  import type { IHeaders } from 'kafkajs';
  export default class Decoder {
    constructor(buffer: Buffer);
    readVarInt(): number;
    readVarIntBytes(): Buffer | null;
    readVarIntString(): string | null;
    /** Of headers only; kafkajs reduces what this returns to an object. */
    readVarIntArray: (this: Decoder) => { reduce(): IHeaders };
  }
}

declare module 'kafkajs/src/protocol/encoder.js' {
  export default class Encoder {
    static nextPowerOfTwo: (this: void, bytes: number) => number;
    buf: Buffer;
    readonly offset: number;
    /** Makes room for so many bytes more. */
    ensureAvailable: (this: Encoder, bytes: number) => void;
    readonly buffer: Buffer;
    writeVarIntBytes: (this: Encoder, value: Buffer | string | null) => Encoder;
  }
}

declare module 'kafkajs/src/protocol/recordBatch/record/v0/index.js' {
  import type { Message } from 'kafkajs';
  import type Encoder from 'kafkajs/src/protocol/encoder.js';
  export default function encodeRecord(record: Message): Encoder;
}

declare module 'kafkajs/src/protocol/recordBatch/record/v0/decoder.js' {
  import type { KafkaMessage } from 'kafkajs';
  import type Decoder from 'kafkajs/src/protocol/decoder.js';
  export default function decodeRecord(
    decoder: Decoder,
    batch: { readonly firstOffset: string; readonly firstTimestamp: string },
  ): KafkaMessage;
}

declare module 'kafkajs/src/consumer/runner.js' {
  import type { Batch, Logger } from 'kafkajs';

  export interface ConsumerGroup {
    getNodeIds(): number[];
    readonly groupId: string;
    readonly memberId: string;
    /** Bytes and milliseconds that the answer to a fetch waits for; read anew for each. */
    minBytes: number;
    maxWaitTime: number;
    fetch(nodeId: number): Promise<Batch[]>;
    heartbeat(): Promise<void>;
  }

  export default class Runner {
    constructor(options: {
      logger: Logger;
      consumerGroup: ConsumerGroup;
      instrumentationEmitter: { emit(event: string, payload: unknown): unknown } | null;
      concurrency: number;
      onCrash: (reason: Error) => void;
    });
    running: boolean;
    readonly consumerGroup: ConsumerGroup;
    readonly fetchManager: { start(): Promise<void>; stop(): Promise<void> };
    fetch: (this: Runner, nodeId: number) => Promise<Batch[]>;
  }
}
