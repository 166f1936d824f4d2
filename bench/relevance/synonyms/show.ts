import { printResult, type InstanceOptions, type JsonOptions } from '../../../local/command-line/options.ts';
import { findInstance } from '../../../local/instance/instance.ts';
import { opensearchOf } from '../../../local/platform/clients.ts';
import { indexNames } from '../../../modules/opensearch/indices.ts';
import { readResponses } from '../report/read.ts';
import type { Response } from '../report/response.ts';
import { knownGroups, mineSynonyms } from './mine.ts';
import { renderSynonyms } from './render.ts';

export interface SynonymsOptions extends InstanceOptions, JsonOptions {
  readonly days: number;
  readonly persons: number;
  readonly similarity: number;
  readonly limit: number;
}

const day = 86_400_000;

/** Suggests lines for synonyms.txt by what buyers of a running platform searched for and chose. */
export async function suggestSynonyms({ days, limit, instance, ...options }: SynonymsOptions): Promise<void> {
  const to = Date.now();
  await using client = opensearchOf(findInstance(instance));
  const responses: Response[] = [];
  for await (const response of readResponses(client, indexNames.clientQueries, { from: to - days * day, to }))
    responses.push(response);
  const synonyms = mineSynonyms(responses, knownGroups(), options).slice(0, limit);
  printResult(options, { synonyms }, renderSynonyms(synonyms, knownGroups()));
}
