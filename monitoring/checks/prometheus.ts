import { z } from 'zod';
import { answerOf, intervalOf, problem, type Answer, type TimeRange } from './answer.ts';
import type { Target, Variable } from './files.ts';
import { interpolate, seriesNames, type InterpolationContext } from './interpolate.ts';

const answerTimeoutMs = 20_000;

const seconds = (time: number): string => String(time / 1_000);

const point = z.tuple([z.number(), z.string().transform(Number)]);
const dataSchema = z.object({
  result: z.array(z.object({ values: z.array(point).optional(), value: point.optional() })),
});
const targetSchema = z.looseObject({
  expr: z.string(),
  legendFormat: z.string().min(1),
  instant: z.boolean().optional(),
});

/** A Prometheus that panels ask. */
export interface PrometheusSource {
  readonly url: string;
  /** How often it is scraped, as Grafana is told, in milliseconds. */
  readonly scrapeInterval: number;
}

async function get<T>(
  { url }: PrometheusSource,
  path: string,
  query: URLSearchParams,
  schema: z.ZodType<T>,
): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    body: query,
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  const body = z.looseObject({ error: z.string().optional(), data: z.unknown() }).parse(await response.json());
  if (body.error !== undefined) throw new Error(body.error);
  return schema.parse(body.data);
}

/** Answers a panel's query, for the chosen values of variables. Every series that it names must be there. */
export async function askPrometheus(
  source: PrometheusSource,
  target: Target,
  range: TimeRange,
  variables: InterpolationContext['variables'],
): Promise<Answer> {
  const { expr, instant = false } = targetSchema.parse(target);
  const interval = intervalOf(range, source.scrapeInterval);
  const query = interpolate(expr, { ...source, interval, range: range.to - range.from, variables });
  try {
    const missing = await missingSeries(source, expr, range);
    if (missing.length > 0) return problem(`there is no series ${missing.join(', ')}`);
    const { result } = instant
      ? await get(source, '/api/v1/query', new URLSearchParams({ query, time: seconds(range.to) }), dataSchema)
      : await get(
          source,
          '/api/v1/query_range',
          new URLSearchParams({
            query,
            start: seconds(range.from),
            end: seconds(range.to),
            step: seconds(interval),
          }),
          dataSchema,
        );
    return answerOf(
      result.flatMap(({ values = [], value }) => [...values, ...(value ? [value] : [])].map(([, of]) => of)),
    );
  } catch (error) {
    return problem(`${query}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `or vector(0)` would hide a name that is misspelt. */
async function missingSeries(source: PrometheusSource, expression: string, range: TimeRange): Promise<string[]> {
  const query = new URLSearchParams({ start: seconds(range.from), end: seconds(range.to) });
  const response = await fetch(`${source.url}/api/v1/label/__name__/values?${query.toString()}`, {
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  const { data } = z.looseObject({ data: z.array(z.string()) }).parse(await response.json());
  return seriesNames(expression).filter((name) => !data.includes(name));
}

const labelValues = /^label_values\((?<series>[\w:]+), (?<label>\w+)\)$/u;

/** What people can choose from: every value that the series has had. */
export async function valuesOf(source: PrometheusSource, variable: Variable): Promise<string[]> {
  const { series, label } = chosenFrom(variable);
  const match = new URLSearchParams({ 'match[]': series });
  const response = await fetch(`${source.url}/api/v1/label/${label}/values?${match.toString()}`, {
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  return z.looseObject({ data: z.array(z.string()) }).parse(await response.json()).data;
}

const presentSchema = z.object({ result: z.array(z.object({ metric: z.record(z.string(), z.string()) })) });

/** The values of which there is something to show now. */
export async function presentValuesOf(source: PrometheusSource, variable: Variable): Promise<string[]> {
  const { series, label } = chosenFrom(variable);
  const query = new URLSearchParams({ query: `group by (${label}) (${series})` });
  const { result } = await get(source, '/api/v1/query', query, presentSchema);
  return result.flatMap(({ metric }) => metric[label] ?? []);
}

function chosenFrom({ query: { query } }: Variable): { readonly series: string; readonly label: string } {
  const { series, label } = labelValues.exec(query)?.groups ?? {};
  if (series === undefined || label === undefined) throw new Error(`not label_values(series, label): ${query}`);
  return { series, label };
}
