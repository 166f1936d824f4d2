/** One number that this program is set up with. */
interface Setting {
  readonly unit: 'ms' | 'bytes' | 'count';
  readonly default: number;
  /** One sentence; the README has it. */
  readonly description: string;
}

const ms = (value: number, description: string): Setting => ({ unit: 'ms', default: value, description });
const bytes = (value: number, description: string): Setting => ({ unit: 'bytes', default: value, description });
const count = (value: number, description: string): Setting => ({ unit: 'count', default: value, description });

const MiB = 1024 * 1024;

/** All settings by name; a test keeps the README's table equal to it. */
export const settingsList = {
  defaultBatchSize: count(100, 'Records of an event at most, when the mapping sets no BatchSize.'),
  defaultBatchingWindowMs: ms(50, 'Wait for an event to fill, when the mapping sets no window.'),
  defaultPollers: count(4, 'Invocations at a time, when the mapping sets no MaximumPollers.'),
  defaultFunctionTimeoutMs: ms(3_000, 'Timeout of a function of the stack that sets none.'),
  foreignFunctionTimeoutMs: ms(900_000, 'Timeout of a function that is not of the stack: the longest that Lambda has.'),

  stackReadIntervalMs: ms(2_000, 'Pause between two readings of the stack.'),
  stackRereadMs: ms(30_000, 'A template that is said to be unchanged is read again after so long.'),
  stackRetryInitialMs: ms(4_000, 'Pause after the first failure to read the stack; it doubles, half of it by chance.'),
  stackRetryMaxMs: ms(15_000, 'Longest pause after failures to read the stack.'),
  engineAttempts: count(2, 'Attempts of a call to the engine, those of Invoke apart.'),
  engineConnectTimeoutMs: ms(2_000, 'Time to connect to the engine.'),
  engineRequestTimeoutMs: ms(10_000, 'Time for the engine to answer a call, those of Invoke apart.'),

  maxEventBytes: bytes(6 * MiB, 'Size of an event at most, as for any synchronous invocation.'),
  invokeConnections: count(256, 'Connections to the engine that invocations share.'),
  invokeOverheadMs: ms(
    30_000,
    "Time for an invocation on top of the function's timeout: a cold start and the network.",
  ),
  invokeRetryInitialMs: ms(200, 'Pause before a failed event is sent again; it doubles, half of it by chance.'),
  invokeRetryMaxMs: ms(10_000, 'Longest pause before a failed event is sent again.'),
  retriesWithDestination: count(
    10,
    'Retries of a failed event, when the mapping sets none and has an on-failure destination.',
  ),
  maxErrorLength: count(500, "Characters that are kept of a function's error."),

  functionReadIntervalMs: ms(
    2_000,
    "Age at which a function's code and configuration are read again, when it runs in process.",
  ),
  codeTimeoutMs: ms(30_000, 'Time to fetch the package of a function that runs in process.'),
  idleSandboxMs: ms(300_000, 'A thread of a function ends after so long without an event.'),
  logIntervalMs: ms(1_000, 'Pause between two deliveries of lines that functions have written in process.'),
  logLines: count(10_000, "Lines of a function's log that wait for their delivery; what comes then is dropped."),

  bufferBytes: bytes(8 * MiB, 'A partition is paused with so many bytes in its buffer, and resumed at half.'),
  bufferBatches: count(2, 'A partition is paused with so many full events in its buffer, and resumed at half.'),
  bufferRecords: count(
    1_000,
    'Records of a buffer on top of its full events, so that small ones do not pause at once.',
  ),
  fetchWaitMs: ms(150, 'Longest wait of a fetch, so of a stop and of a resumed partition; 1 s in a quiet topic.'),
  fetchMinBytes: bytes(
    64 * 1024,
    'A broker that has so many bytes of records waits no longer; in a quiet topic, one record.',
  ),
  fetchBytesPerPartition: bytes(MiB / 2, 'Bytes of a fetch by partition; Kafka sends one larger record all the same.'),
  fetchBytes: bytes(4 * MiB, 'Bytes of a fetch from one broker.'),

  sessionTimeoutMs: ms(10_000, 'After so long without a heartbeat, others in the group take over.'),
  heartbeatIntervalMs: ms(2_000, 'Pause between two heartbeats.'),
  rebalanceTimeoutMs: ms(20_000, 'Time for the members of a group to join again.'),
  metadataMaxAgeMs: ms(30_000, 'New partitions of a topic are noticed within this time.'),
  kafkaRetries: count(6, 'Attempts of kafkajs to repeat a request to a broker.'),
  heartbeatLossMs: ms(45_000, 'After so long without a heartbeat, the consumer is made anew.'),
  heartbeatCheckIntervalMs: ms(5_000, 'Pause between two looks at the last heartbeat.'),
  restartInitialMs: ms(500, 'Pause before a consumer that failed is made anew; it doubles, half of it by chance.'),
  restartMaxMs: ms(15_000, 'Longest pause before a consumer that failed is made anew.'),
  discardTimeoutMs: ms(30_000, 'Time to send a record to the on-failure topic.'),
  discardedKeyBytes: bytes(512, 'Bytes of the key that are sent there of a record that no event can carry.'),
  discardedValueBytes: bytes(1_024, 'Bytes of its value that are sent there.'),
  discardedHeaderBytes: bytes(64 * 1024, 'Its headers are sent there unless they have more bytes.'),

  commitIntervalMs: ms(300, 'Shortest pause between two commits of a consumer; a stop does not wait for it.'),
  commitRetryMs: ms(1_000, 'Pause before offsets that could not be committed are committed again.'),
  maxCommitFailures: count(3, 'After so many failed commits in a row, the consumer is made anew.'),

  finishTimeoutMs: ms(4_500, 'Time for events in flight when polling stops; what takes longer stays uncommitted.'),
  commitTimeoutMs: ms(1_000, 'Time to commit what was finished.'),
  leaveTimeoutMs: ms(1_500, 'Time to leave the group.'),
  exitTimeoutMs: ms(7_500, 'The process is gone so long after SIGTERM, whatever hangs.'),
} as const satisfies Readonly<Record<string, Setting>>;

export const settings = valuesOf(settingsList);

function valuesOf<Name extends string>(list: Readonly<Record<Name, Setting>>): Readonly<Record<Name, number>> {
  const names = Object.keys(list) as Name[];
  return Object.fromEntries(names.map((name) => [name, list[name].default])) as Record<Name, number>;
}
