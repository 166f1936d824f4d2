import { StandardUnit } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import { check, jsonOf } from '../../modules/errors/schema.ts';
import { formatLimits, maxAgeMs, maxAheadMs } from './settings.ts';

/** One value for PutMetricData. */
export interface DataPoint {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: StandardUnit;
  /** Seconds: 1 or 60. */
  readonly resolution: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly value: number;
}

const text = z.string().min(1).max(formatLimits.text);
const name = z.string().min(1).max(formatLimits.dimensionName);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const documentSchema = z.looseObject({
  _aws: z.looseObject({
    Timestamp: z.int(),
    CloudWatchMetrics: z.array(
      z.looseObject({
        Namespace: text,
        Dimensions: z.array(z.array(name).max(formatLimits.dimensions)),
        Metrics: z
          .array(
            z.looseObject({
              Name: text,
              Unit: z.enum(StandardUnit).default('None'),
              StorageResolution: z.union([z.literal(1), z.literal(60)]).default(60),
            }),
          )
          .max(formatLimits.metrics),
      }),
    ),
  }),
});

type Directive = z.infer<typeof documentSchema>['_aws']['CloudWatchMetrics'][number];

const valueSchema = z.union([z.number().transform((value) => [value]), z.array(z.number()).max(formatLimits.values)]);

/** What a log line says in the embedded metric format. */
export type Extracted =
  | { readonly kind: 'metrics'; readonly points: readonly DataPoint[] }
  /** Any other line. */
  | { readonly kind: 'other' }
  /** It means to be metrics and cannot be read. */
  | { readonly kind: 'bad'; readonly reason: string };

/** Reads the metrics of a log line; `now` in epoch milliseconds. */
export function extract(line: string, now: number): Extracted {
  if (!line.includes('"CloudWatchMetrics"')) return { kind: 'other' };
  const json = jsonOf(line);
  if (typeof json !== 'object' || json === null || !('_aws' in json)) return { kind: 'other' };
  const document = check(documentSchema, json);
  if (!document.ok) return { kind: 'bad', reason: document.issues[0]?.path ?? '_aws' };
  const { _aws: metadata, ...members } = document.value;
  const at = metadata.Timestamp;
  if (at < now - maxAgeMs || at > now + maxAheadMs) return { kind: 'bad', reason: '_aws.Timestamp' };
  const points: DataPoint[] = [];
  for (const directive of metadata.CloudWatchMetrics) {
    const own = pointsOf(directive, members, at);
    if (typeof own === 'string') return { kind: 'bad', reason: own };
    points.push(...own);
  }
  return { kind: 'metrics', points };
}

/** The data points of a directive, or the name of the member at fault. */
function pointsOf(directive: Directive, members: Readonly<Record<string, unknown>>, at: number): DataPoint[] | string {
  const sets: Record<string, string>[] = [];
  for (const names of directive.Dimensions) {
    const dimensions: Record<string, string> = {};
    for (const dimension of names) {
      const value = text.safeParse(members[dimension]);
      if (!value.success) return dimension;
      dimensions[dimension] = value.data;
    }
    sets.push(dimensions);
  }
  if (sets.length === 0) sets.push({});
  const points: DataPoint[] = [];
  for (const { Name, Unit, StorageResolution } of directive.Metrics) {
    const values = valueSchema.safeParse(members[Name]);
    if (!values.success) return Name;
    for (const dimensions of sets)
      for (const value of values.data)
        points.push({
          namespace: directive.Namespace,
          name: Name,
          dimensions,
          unit: Unit,
          resolution: StorageResolution,
          at,
          value,
        });
  }
  return points;
}
