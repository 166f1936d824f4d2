import { paginateDescribeAlarms, type CloudWatchClient, type MetricAlarm } from '@aws-sdk/client-cloudwatch';

/** The alarms whose names begin so. */
export async function alarmsOf(client: CloudWatchClient, AlarmNamePrefix: string): Promise<MetricAlarm[]> {
  const found: MetricAlarm[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, { AlarmNamePrefix }))
    found.push(...MetricAlarms);
  return found;
}
