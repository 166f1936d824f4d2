import { Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNamespace } from '../modules/platform/metric-namespace.ts';

/** A metric that functions write into their logs; see modules/emf. */
export const customMetric = (props: Omit<MetricProps, 'namespace'>): Metric =>
  new Metric({ ...props, namespace: metricNamespace });
