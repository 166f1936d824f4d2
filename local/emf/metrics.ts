import { Counter, type Registry } from 'prom-client';

export type EmfMetrics = ReturnType<typeof emfMetrics>;

/** Makes the metrics of this service itself in a registry. */
export function emfMetrics(registry: Registry) {
  const counter = (name: string, help: string) => new Counter({ name, help, registers: [registry] });
  return {
    lines: counter('emf_lines_total', 'Log lines whose metrics were read.'),
    badLines: counter('emf_bad_lines_total', 'Log lines that mean to be metrics and cannot be read.'),
    points: counter('emf_data_points_total', 'Values put to CloudWatch.'),
    puts: counter('emf_requests_total', 'Requests to CloudWatch that put values.'),
    failures: counter('emf_failed_rounds_total', 'Rounds that the engine did not let end.'),
  };
}
