import type { Mapping } from './mapping.ts';
import type { MappingState } from './mapping-state.ts';
import type { PartitionLevels } from './metrics.ts';
import type { Poller, PollerState } from './poller.ts';
import { nothingProcessed } from './processing-result.ts';
import type { Supervisor } from './supervisor.ts';

const untouched = { partitions: [], inFlight: 0, buffered: 0, lag: 0, records: 0, batches: 0, retries: 0, skipped: 0 };

/** What GET /status answers. */
export const statusOf = ({ stack, pollers, disabled, problems }: Supervisor) => ({
  stack,
  mappings: [
    ...pollers.map((poller) => statusOfPoller(poller)),
    ...disabled.map((mapping) => statusOfDisabled(mapping)),
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

function statusOfPoller({ mapping, mappingState, state, partitions, report }: Poller) {
  const levels = partitions.map(({ status }) => status);
  const sum = (key: 'buffered' | 'inFlight' | 'lag'): number => levels.reduce((total, level) => total + level[key], 0);
  return {
    ...namesOf(mapping),
    state: mappingState,
    lastProcessingResult: report.lastProcessingResult,
    poller: state,
    partitions: levels.map(({ partition }) => partition).toSorted((a, b) => a - b),
    inFlight: sum('inFlight'),
    buffered: sum('buffered'),
    lag: sum('lag'),
    ...report.counts,
    lastError: report.lastError,
  };
}

const statusOfDisabled = (mapping: Mapping) => ({
  ...namesOf(mapping),
  state: 'Disabled' satisfies MappingState,
  lastProcessingResult: nothingProcessed,
  poller: 'stopped' satisfies PollerState,
  ...untouched,
  lastError: null,
});

const namesOf = ({ id, functionName, topic, groupId, notApplied }: Mapping) => ({
  id,
  function: functionName,
  topic,
  group: groupId,
  notApplied,
});
