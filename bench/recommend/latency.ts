import { buyerKey } from '../../modules/platform/api-names.ts';
import { userId } from '../../local/buyers/records.ts';
import { recommendAnswerSchema } from '../../local/client-api/answer.ts';
import { callApi, type Api } from '../../local/client-api/call.ts';
import { apiAddress, apiKey } from '../../local/deploy/api.ts';
import type { Instance } from '../../local/instance/instance.ts';

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
  const [address, key] = await Promise.all([apiAddress(instance), apiKey(instance, buyerKey)]);
  const api: Api = { address, key };
  await askAll(api, warmUp, together);
  const took = (await askAll(api, calls, together)).toSorted((a, b) => a - b);
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(share * took.length))] ?? 0;
  return { together, calls, p50: at(0.5), p99: at(0.99) };
}

async function askAll(api: Api, calls: number, together: number): Promise<number[]> {
  const took: number[] = [];
  let next = 0;
  const askOn = async (): Promise<void> => {
    while (next < calls) {
      const path = `/recommendations/${userId(next++ % buyers)}`;
      const startedAt = performance.now();
      await callApi(api, path, {}, recommendAnswerSchema);
      took.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: together }, askOn));
  return took;
}
