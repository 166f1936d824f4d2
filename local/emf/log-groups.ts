import {
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
  type CloudWatchLogsClient,
  type FilteredLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import { maxEvents, maxPages } from './settings.ts';

/** Names of the log groups that begin so. */
export async function logGroups(client: CloudWatchLogsClient, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { logGroups: groups = [] } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix: prefix }))
    names.push(...groups.flatMap(({ logGroupName }) => logGroupName ?? []));
  return names;
}

/**
 * The events of a log group in a time, epoch milliseconds, that may be metrics. Some engines cut long answers off without a token for the
 * rest: `complete` is false then, and who goes on behind the last event misses nothing.
 */
export async function metricEvents(
  client: CloudWatchLogsClient,
  logGroupName: string,
  { from: startTime, to: endTime }: { readonly from: number; readonly to: number },
): Promise<{ events: FilteredLogEvent[]; complete: boolean }> {
  const events: FilteredLogEvent[] = [];
  let pages = 0;
  const question = { logGroupName, startTime, endTime, filterPattern: '"CloudWatchMetrics"', limit: maxEvents };
  for await (const page of paginateFilterLogEvents({ client }, question)) {
    events.push(...(page.events ?? []));
    const cutOff = page.nextToken === undefined && (page.events?.length ?? 0) >= maxEvents;
    if (cutOff || events.length >= maxEvents || ++pages >= maxPages) return { events, complete: false };
  }
  return { events, complete: true };
}
