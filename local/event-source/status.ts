import type { Mapping } from './mapping.ts';
import type { PartitionLevels } from './metrics.ts';
import type { Poller } from './poller.ts';
import type { Supervisor } from './supervisor.ts';

const noFigures = { partitions: [], records: 0, batches: 0, retries: 0, skipped: 0, inFlight: 0, buffered: 0, lag: 0 };

/** What GET /status answers. */
export const statusOf = ({ stack, pollers, disabled, problems }: Supervisor) => ({
  stack,
  mappings: [
    ...pollers.map((poller) => statusOfPoller(poller)),
    ...disabled.map((mapping) => ({ ...namesOf(mapping), state: 'disabled', ...noFigures, lastError: null })),
  ],
  problems,
});

/** The levels of all partitions, for the gauges. */
export const levelsOf = ({ pollers }: Supervisor, now = Date.now()): PartitionLevels[] =>
  pollers.flatMap(({ partitions, report }) =>
    partitions.map(({ status: { partition, buffered, lag, oldest } }) => ({
      labels: { ...report.labels, partition: String(partition) },
      buffered,
      lag,
      // A producer's clock may be ahead of ours.
      oldestAge: oldest === undefined ? 0 : Math.max(0, now - oldest) / 1_000,
    })),
  );

function statusOfPoller({ mapping, state, partitions, report }: Poller) {
  const levels = partitions.map(({ status }) => status);
  const sum = (key: 'buffered' | 'inFlight' | 'lag'): number => levels.reduce((total, level) => total + level[key], 0);
  return {
    ...namesOf(mapping),
    state,
    partitions: levels.map(({ partition }) => partition).toSorted((a, b) => a - b),
    inFlight: sum('inFlight'),
    buffered: sum('buffered'),
    lag: sum('lag'),
    ...report.figures,
  };
}

const namesOf = ({ id, functionName, topic, groupId, notApplied }: Mapping) => ({
  id,
  function: functionName,
  topic,
  group: groupId,
  notApplied,
});
