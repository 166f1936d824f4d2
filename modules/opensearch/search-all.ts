import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { opensearchFailure } from './failure.ts';

const answerSchema = z.object({ responses: z.array(z.unknown()) });

/** The answers to searches in one request, each to be checked by who asked. `what` they are for, in the error. */
export async function searchAll(
  client: Client,
  index: string,
  bodies: readonly object[],
  what = `search ${index}`,
): Promise<unknown[]> {
  try {
    const { body } = await client.msearch({ body: bodies.flatMap((search) => [{ index }, search]) });
    return answerSchema.parse(body).responses;
  } catch (error) {
    throw opensearchFailure(error, what);
  }
}
