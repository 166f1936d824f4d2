import { Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNamespace } from '../functions/emf/namespace.ts';

/** A metric that functions write into their logs; see functions/emf. */
export const ownMetric = (props: Omit<MetricProps, 'namespace'>): Metric =>
  new Metric({ ...props, namespace: metricNamespace });
