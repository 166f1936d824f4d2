import {
  paginateDescribeAlarms,
  type CloudWatchClient,
  type DescribeAlarmsCommandInput,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';

/** All alarms that are as asked for. */
export async function alarmsOf(client: CloudWatchClient, asked: DescribeAlarmsCommandInput): Promise<MetricAlarm[]> {
  const found: MetricAlarm[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, asked)) found.push(...MetricAlarms);
  return found;
}
