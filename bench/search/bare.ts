import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';

/** A request for several searches, as it went to OpenSearch. */
type Request = string;

const eventSchema = z.object({
  meta: z.object({ request: z.object({ params: z.object({ path: z.string(), body: z.string() }) }) }),
});

/** Does something, and tells which searches it sent: nothing else may use the client meanwhile. */
export async function searchesOf(client: Client, work: () => Promise<unknown>): Promise<Request[]> {
  const sent: Request[] = [];
  const note = (_: unknown, event: unknown): void => {
    const { data } = eventSchema.safeParse(event);
    if (data?.meta.request.params.path === '/_msearch') sent.push(data.meta.request.params.body);
  };
  client.on('request', note);
  try {
    await work();
  } finally {
    client.off('request', note);
  }
  return sent;
}

/** Sends the same searches again, one request after the other, and reads the answers as JSON. */
export async function sendBare(client: Client, requests: readonly Request[]): Promise<void> {
  for (const body of requests) await client.transport.request({ method: 'POST', path: '/_msearch', bulkBody: body });
}
