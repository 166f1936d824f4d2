import type { Client } from '@opensearch-project/opensearch';
import { readResponses, type Period } from './read.ts';
import type { Response } from './response.ts';
import { searchesOf } from './searches.ts';
import { tally, type Tally } from './tally.ts';

/** What came of the searches of a period. */
export type Report = Tally & {
  /** In UTC, ISO 8601. */
  readonly from: string;
  readonly to: string;
};

/** Holds the answers of the period in memory: some hundred bytes each. */
export async function reportOn(client: Client, index: string, period: Period, limit: number): Promise<Report> {
  const responses: Response[] = [];
  for await (const response of readResponses(client, index, period)) responses.push(response);
  const byClient = Map.groupBy(responses, (response) => response.client);
  const [from, to] = [period.from, period.to].map((at) => new Date(at).toISOString()) as [string, string];
  return { from, to, ...tally([...byClient.values()].flatMap(searchesOf), responses, limit) };
}
