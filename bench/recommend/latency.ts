import pLimit from 'p-limit';
import { userId } from '../../local/buyers/records.ts';
import { recommendAnswerSchema } from '../../local/client-api/answer.ts';
import { callApi, type Api } from '../../local/client-api/call.ts';
import { buyersApi } from '../../local/client-api/deployed-api.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { spread } from '../measure/spread.ts';

export interface Latency {
  readonly together: number;
  readonly calls: number;
  /** Milliseconds as the client sees them, through API Gateway's stand-in. */
  readonly p50: number;
  readonly p99: number;
}

const warmUp = 100;
/** Buyers that are asked for in turn: with histories of all lengths. */
const buyers = 50;

/** Asks for recommendations, so many calls at a time. */
export async function measureLatency(instance: Instance, calls: number, together: number): Promise<Latency> {
  const api = await buyersApi({ instance: instance.name });
  await askAll(api, warmUp, together);
  const { p50, p99 } = spread(await askAll(api, calls, together));
  return { together, calls, p50, p99 };
}

/** Milliseconds of each call. */
const askAll = (api: Api, calls: number, together: number): Promise<number[]> =>
  pLimit(together).map(Array(calls).keys(), async (n) => {
    const startedAt = performance.now();
    await callApi(api, `/recommendations/${userId(n % buyers)}`, {}, recommendAnswerSchema);
    return performance.now() - startedAt;
  });
