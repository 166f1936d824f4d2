import { lambdaName, type FunctionName } from '../../modules/platform/function-names.ts';
import { metricNamespace } from '../../modules/platform/metric-namespace.ts';
import { cloudwatch, type CloudWatchMetric, type Query } from './query.ts';

interface CustomMetric {
  readonly fn: FunctionName;
  readonly name: string;
  readonly statistic: CloudWatchMetric['statistic'];
  /** Of what a function counts for each topic. */
  readonly topic?: string;
}

/** A metric that a function writes into its logs; see modules/emf. */
export const customMetric = ({ fn, name, statistic, topic }: CustomMetric, legend: string): Query =>
  cloudwatch(
    {
      namespace: metricNamespace,
      name,
      dimensions: { service: lambdaName(fn), ...(topic !== undefined && { topic }) },
      statistic,
    },
    legend,
  );
