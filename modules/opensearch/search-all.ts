import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { opensearchFailure } from './failure.ts';
import { whyPartial } from './whole-answers.ts';

const answerSchema = z.object({ responses: z.array(z.unknown()) });

/** What stands for a partial answer, as OpenSearch tells of a search that failed beside others. */
const failed = (type: string): object => ({ status: 503, error: { type } });

/**
 * The answers to searches in one request, each to be checked by who asked: it may have failed, and does so when it is partial.
 * `what` they are for, in the error.
 */
export async function searchAll(
  client: Client,
  index: string,
  bodies: readonly object[],
  what = `search ${index}`,
): Promise<unknown[]> {
  try {
    const { body } = await client.msearch({ body: bodies.flatMap((search) => [{ index }, search]) });
    return answerSchema.parse(body).responses.map((answer) => {
      const reason = whyPartial(answer);
      return reason === undefined ? answer : failed(reason);
    });
  } catch (error) {
    throw opensearchFailure(error, what);
  }
}
