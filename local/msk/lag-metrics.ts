import { PutMetricDataCommand, type CloudWatchClient, type MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { Admin } from '../../modules/kafka/library.ts';
import type { KeptConnection } from '../../modules/kafka/kept-connection.ts';
import { readGroupOffsets, type GroupOffsets } from './group-offsets.ts';
import { remember, secondsBehind, type History } from './lag.ts';

export interface LagDependencies {
  readonly kafka: KeptConnection<Admin>;
  readonly cloudwatch: CloudWatchClient;
  readonly groups: readonly string[];
  readonly clusterName: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The greatest lag of the partitions of a topic. */
interface Lag {
  readonly group: string;
  readonly topic: string;
  readonly records: number;
  readonly seconds: number;
}

/**
 * Makes a round that puts the consumer lag metrics of MSK into CloudWatch, under their names and dimensions: MaxOffsetLag
 * and EstimatedMaxTimeLag of each group and topic. How the time is estimated: docs/decisions/032. A round throws what
 * kafkajs and the engine's client throw; the next one goes on from what is known.
 */
export function lagRound({ kafka, cloudwatch, groups, clusterName, now }: LagDependencies): () => Promise<void> {
  const histories = new Map<string, History>();

  const lagOf = ({ group, topic, partitions }: GroupOffsets, at: number): Lag => {
    let [records, seconds] = [0, 0];
    for (const { partition, end, committed } of partitions) {
      const key = `${group}/${topic}/${partition}`;
      const history = remember(histories.get(key) ?? [], { at, end }, committed);
      histories.set(key, history);
      records = Math.max(records, end - committed);
      seconds = Math.max(seconds, secondsBehind(history, committed, at));
    }
    return { group, topic, records, seconds };
  };

  return async () => {
    const offsets = await kafka.use((admin) => readGroupOffsets(admin, groups));
    const at = now();
    const lags = offsets.map((each) => lagOf(each, at));
    if (lags.length === 0) return;
    const MetricData = lags.flatMap((lag) => datums(lag, clusterName, at));
    await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'AWS/Kafka', MetricData }));
  };
}

/** https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html */
function datums({ group, topic, records, seconds }: Lag, clusterName: string, at: number): MetricDatum[] {
  const own = {
    Dimensions: [
      { Name: 'Cluster Name', Value: clusterName },
      { Name: 'Consumer Group', Value: group },
      { Name: 'Topic', Value: topic },
    ],
    Timestamp: new Date(at),
  };
  return [
    { ...own, MetricName: 'MaxOffsetLag', Unit: 'Count', Value: records },
    { ...own, MetricName: 'EstimatedMaxTimeLag', Unit: 'Seconds', Value: seconds },
  ];
}
