import { z } from 'zod';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import { jsonOf } from '../../modules/errors/schema.ts';
import type { Instance } from '../instance/instance.ts';
import { prometheusUrl } from '../services/prometheus.ts';

/** One series and its value now. Prometheus writes numbers as texts, since JSON has no infinity. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
}

const point = z.tuple([z.number(), z.string()]);

/** https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries */
const answerSchema = z.union([
  z.object({ status: z.literal('error'), error: z.string() }),
  z.object({
    status: z.literal('success'),
    data: z.discriminatedUnion('resultType', [
      z.object({
        resultType: z.literal('vector'),
        result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: point })),
      }),
      z.object({ resultType: z.enum(['scalar', 'string']), result: point }),
    ]),
  }),
]);

const answerTimeoutMs = 10_000;

/** The value of an expression now. Throws request_refused for what is no expression, or a range and no value. */
export async function askPrometheus(instance: Instance, expression: string): Promise<readonly Series[]> {
  const url = `${prometheusUrl(instance)}/api/v1/query?query=${encodeURIComponent(expression)}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) }).catch((error: unknown) => {
    const why = describeError(error);
    throw new PlatformError(
      'not_running',
      `Prometheus does not answer; see npm run status, start it with npm start (${why})`,
    );
  });
  const answer = answerSchema.safeParse(jsonOf(await response.text()));
  if (!answer.success)
    throw new PlatformError(
      'request_refused',
      'it has no single value now: put rate(…) or last_over_time(…) around a range',
    );
  if (answer.data.status === 'error')
    throw new PlatformError('request_refused', `Prometheus refuses it: ${answer.data.error}`);
  const { data } = answer.data;
  if (data.resultType !== 'vector') return [{ labels: {}, value: data.result[1] }];
  return data.result.map(({ metric, value }) => ({ labels: metric, value: value[1] }));
}
