import { PutMetricDataCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { Log } from '../../modules/logging/log.ts';
import { extract, type DataPoint } from './document.ts';
import { logGroups, metricEvents } from './log-groups.ts';
import type { EmfMetrics } from './metrics.ts';
import type { Positions } from './position-file.ts';
import { after, identify, unread, type IdentifiedLine } from './position.ts';
import { requests } from './requests.ts';
import { linesAtOnce, maxAheadMs } from './settings.ts';

export interface PublisherDependencies {
  readonly logs: CloudWatchLogsClient;
  readonly cloudwatch: CloudWatchClient;
  readonly prefix: string;
  readonly positions: Positions;
  readonly metrics: EmfMetrics;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Reads every log group once and puts the metrics of new lines. Throws what the engine's clients throw. */
export async function publishNewLines(dependencies: PublisherDependencies): Promise<void> {
  for (const group of await logGroups(dependencies.logs, dependencies.prefix))
    while (!(await publishGroup(dependencies, group)));
}

/** Whether that was all. */
async function publishGroup(dependencies: PublisherDependencies, group: string): Promise<boolean> {
  const { logs, positions, now } = dependencies;
  const start = positions.of(group);
  // What CloudWatch would refuse for lying too far ahead waits until its time comes.
  const until = now() + maxAheadMs;
  const { events, complete } = await metricEvents(logs, group, { from: start.from, to: until });
  const found = identify(events).toSorted((a, b) => a.at - b.at);
  const fresh = unread(start, found);
  const freshIds = new Set(fresh.map(({ id }) => id));
  const done = found.filter(({ id }) => !freshIds.has(id));
  for (let from = 0; from < fresh.length; from += linesAtOnce) {
    const lines = fresh.slice(from, from + linesAtOnce);
    await put(dependencies, pointsOf(dependencies, group, lines));
    done.push(...lines);
    positions.set(group, after(positions.of(group), done, now()));
  }
  // Without a new line there is nothing behind, whatever the engine says.
  return complete || fresh.length === 0;
}

function pointsOf(
  { metrics, log, now }: PublisherDependencies,
  group: string,
  lines: readonly IdentifiedLine[],
): DataPoint[] {
  return lines.flatMap(({ line }): readonly DataPoint[] => {
    const extracted = extract(line, now());
    if (extracted.kind === 'metrics') {
      metrics.lines.inc();
      return extracted.points;
    }
    if (extracted.kind === 'bad') {
      metrics.badLines.inc();
      log.warn('line is not in the embedded metric format', { group, member: extracted.reason });
    }
    return [];
  });
}

async function put({ cloudwatch, metrics }: PublisherDependencies, points: readonly DataPoint[]): Promise<void> {
  for (const request of requests(points)) {
    await cloudwatch.send(new PutMetricDataCommand(request));
    metrics.puts.inc();
  }
  metrics.points.inc(points.length);
}
