import pLimit from 'p-limit';
import { respond, type RecommendApiDependencies } from '../../functions/recommend/respond.ts';
import { variants } from '../../functions/recommend/variant.ts';
import { userId } from '../../local/buyers/records.ts';
import { recommendAnswerSchema } from '../../local/client-api/answer.ts';
import { callApi } from '../../local/client-api/call.ts';
import { buyersApi } from '../../local/client-api/deployed-api.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { opensearchOf } from '../../local/platform/clients.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { answering } from '../measure/answering.ts';
import { spread, type Spread } from '../measure/spread.ts';

/** Milliseconds of so many calls at a time. */
export interface Latency {
  readonly together: number;
  readonly inFunction: Spread;
  /** As a client sees them, through API Gateway's stand-in. */
  readonly throughApi: Spread;
}

const warmUp = 100;
/** Buyers that are asked for in turn: with histories of all lengths. */
const buyers = 50;

/** Asks for recommendations, so many calls at a time. */
export async function measureLatency(instance: Instance, calls: number, together: number): Promise<Latency> {
  await using client = opensearchOf(instance);
  const api = await buyersApi({ instance: instance.name });
  const recommending: RecommendApiDependencies = { client, indices: indexNames, variants, ...answering };
  const inFunction = (buyer: string): Promise<unknown> =>
    respond(recommending, {
      resource: '/recommendations/{user_id}',
      pathParameters: { user_id: buyer },
      multiValueQueryStringParameters: null,
    });
  const throughApi = (buyer: string): Promise<unknown> =>
    callApi(api, `/recommendations/${buyer}`, {}, recommendAnswerSchema);
  const measured = async (ask: (buyer: string) => Promise<unknown>): Promise<Spread> => {
    await askAll(ask, warmUp, together);
    return spread(await askAll(ask, calls, together));
  };
  return { together, inFunction: await measured(inFunction), throughApi: await measured(throughApi) };
}

/** Milliseconds of each call. */
const askAll = (ask: (buyer: string) => Promise<unknown>, calls: number, together: number): Promise<number[]> =>
  pLimit(together).map(Array(calls).keys(), async (n) => {
    const startedAt = performance.now();
    await ask(userId(n % buyers));
    return performance.now() - startedAt;
  });
