import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import type { SentAs } from '../../modules/ban-list/judged-again.ts';
import { lastHeader } from '../../modules/kafka/headers.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { readDocuments } from '../../modules/opensearch/documents.ts';
import { header } from '../../modules/platform/headers.ts';

const documentSchema = z.object({ version: z.number(), source_offset: z.number().optional() });

export const isJudgedAgain = ({ headers }: KafkaRecord): boolean =>
  lastHeader(headers, header.judgedAgain) !== undefined;

/**
 * Which change of a product each decision is about, where that is in doubt: what is judged again comes late, and the shop may
 * have sent the product meanwhile under the same version. Of those the one that the shop sent later counts.
 */
export class LatestSources {
  readonly #known: Map<string, SentAs | undefined>;

  /** `known`: of every product that is judged again, what its document says; undefined when there is none. */
  constructor(known: Iterable<readonly [string, SentAs | undefined]> = []) {
    this.#known = new Map(known);
  }

  /** Whether a decision counts beside those that came before it. */
  takes(id: string, version: SentAs, isAgain: boolean): boolean {
    if (!this.#known.has(id)) return true;
    const before = this.#known.get(id);
    if (isAgain && before?.version === version.version && sourceOf(before) > sourceOf(version)) return false;
    if (before === undefined || version.version >= before.version) this.#known.set(id, version);
    return true;
  }
}

const sourceOf = ({ source_offset: offset = -1 }: SentAs): number => offset;

/** What is known of the products of a batch that are judged again; most batches have none, and nothing is asked. */
export async function readLatestSources(
  client: Client,
  index: string,
  records: readonly KafkaRecord[],
): Promise<LatestSources> {
  const ids = [...new Set(records.filter(isJudgedAgain).map(({ key }) => key?.toString('utf8') ?? ''))];
  const fields = Object.keys(documentSchema.shape);
  const found = await readDocuments(client, { index, ids, fields, schema: documentSchema });
  return new LatestSources(ids.map((id) => [id, found.get(id)?.source] as const));
}
