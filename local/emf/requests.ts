import type { MetricDatum, PutMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import type { DataPoint } from './document.ts';
import { putLimits } from './settings.ts';

/**
 * Requests that put every point once. Points of one metric in one second are one datum with counted values, which keeps
 * percentiles.
 */
export function requests(points: readonly DataPoint[]): PutMetricDataCommandInput[] {
  const byNamespace = Map.groupBy(points, ({ namespace }) => namespace);
  return [...byNamespace].flatMap(([Namespace, own]) => {
    const datums = [...Map.groupBy(own, keyOf).values()].flatMap((same) => datumsOf(same));
    return chunks(datums, putLimits.datums).map((MetricData) => ({ Namespace, MetricData }));
  });
}

const second = (at: number): number => Math.floor(at / 1_000);

const keyOf = ({ name, dimensions, unit, resolution, at }: DataPoint): string =>
  JSON.stringify([
    name,
    Object.keys(dimensions)
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((dimension) => [dimension, dimensions[dimension]]),
    unit,
    resolution,
    second(at),
  ]);

function datumsOf(same: readonly DataPoint[]): MetricDatum[] {
  const [first] = same;
  if (first === undefined) return [];
  const counted = [...Map.groupBy(same, ({ value }) => value)].map(([value, own]) => ({ value, count: own.length }));
  return chunks(counted, putLimits.values).map((part) => ({
    MetricName: first.name,
    Dimensions: Object.entries(first.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Timestamp: new Date(second(first.at) * 1_000),
    Unit: first.unit,
    StorageResolution: first.resolution,
    Values: part.map(({ value }) => value),
    Counts: part.map(({ count }) => count),
  }));
}

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, part) => items.slice(part * size, (part + 1) * size));
