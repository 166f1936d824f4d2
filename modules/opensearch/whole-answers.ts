import { Serializer } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';

const lateSchema = z.object({ timed_out: z.literal(true) });

/** What only answers to searches, counts and points in time have, beside the shards that were asked. */
const readings = ['hits', 'count', 'pit_id'];
const shardsSchema = z.object({ _shards: z.object({ total: z.number(), successful: z.number() }) });

/**
 * Why a search looked at less than everything: its time was up, or a shard failed or is not there. What it found is no
 * answer then: it would seem to be all there is. Undefined for every other answer.
 */
export function whyPartial(answer: unknown): string | undefined {
  if (lateSchema.safeParse(answer).success) return 'its time was up (timed_out)';
  const shards = shardsSchema.safeParse(answer).data?._shards;
  if (shards === undefined || shards.successful >= shards.total) return undefined;
  // Writes ask replicas, too, and those may be missing.
  if (!readings.some((reading) => Object.hasOwn(Object(answer), reading))) return undefined;
  return `${shards.successful} of ${shards.total} shards answered`;
}

/** Reads what OpenSearch answers. Throws opensearch_unavailable for a partial answer; of several searches in one request each counts for itself. */
export class WholeAnswers extends Serializer {
  override deserialize(json: string): unknown {
    const answer: unknown = super.deserialize(json);
    const reason = whyPartial(answer);
    if (reason !== undefined)
      throw new PlatformError('opensearch_unavailable', `OpenSearch has not looked at everything: ${reason}`);
    return answer;
  }
}
