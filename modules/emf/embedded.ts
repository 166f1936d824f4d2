import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { functionName } from '../config/environment.ts';
import type { LogFields } from '../logging/log.ts';
import { metricNamespace } from '../platform/metric-namespace.ts';

export interface CustomMetrics {
  /** Bounded values only: each combination is a metric of its own, and is paid for. The function is always one of them. */
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly counts?: Readonly<Record<string, number>>;
  readonly milliseconds?: Readonly<Record<string, number>>;
}

/**
 * Metrics in CloudWatch's embedded metric format, as fields for the line that is logged anyway: the line of an outcome is
 * its metrics, too, and costs nothing more. Dimension: service, the name of the function.
 */
export function embedded({ dimensions = {}, counts = {}, milliseconds = {} }: CustomMetrics): LogFields {
  const metrics = new Metrics({ namespace: metricNamespace, serviceName: functionName() });
  if (Object.keys(dimensions).length > 0) metrics.addDimensions({ ...dimensions });
  for (const [name, value] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, value);
  for (const [name, value] of Object.entries(milliseconds)) metrics.addMetric(name, MetricUnit.Milliseconds, value);
  return metrics.serializeMetrics();
}
