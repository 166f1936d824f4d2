import { judgedAgainHeaders } from '../../modules/ban-list/judged-again.ts';
import { lastHeader, namedHeaders } from '../../modules/kafka/headers.ts';
import type { DeadLetter } from '../../modules/kafka/read-dead-letter.ts';
import type { OutgoingHeader, OutgoingRecord } from '../../modules/kafka/record.ts';
import { header, shopHeaders } from '../../modules/platform/headers.ts';
import { readSourceOffset } from '../../modules/product/source-offset.ts';

/** The record that has a letter processed again, or why there is none. */
export type Redriven =
  { readonly ok: true; readonly record: OutgoingRecord } | { readonly ok: false; readonly reason: string };

const isAgain: ReadonlySet<string> = new Set(['client_queries', 'catalog_changes']);

/**
 * What is sent so that a dead letter is processed once more. It keeps the version that its record had, so that sending it
 * twice, or after a newer change of the product, changes nothing.
 */
export function redriven(letter: DeadLetter): Redriven {
  const { topic, key, value, headers } = letter;
  if (!letter.isWhole)
    return refused('only its beginning is kept: the record was too large; its sender must send it anew');
  if (topic === 'products') {
    const version = lastHeader(headers, header.version) ?? null;
    const own = version === null ? namedHeaders({ [header.version]: String(letter.timestamp) }) : [];
    return sent(letter, { topic, key, value, headers: [...headers, ...own] });
  }
  if (topic === 'filtered_products') return sent(letter, throughTheFilter(letter));
  if (isAgain.has(topic)) return sent(letter, { topic, key, value, headers });
  return refused(`records of ${topic} are not sent again: what they say may have been changed since`);
}

const refused = (reason: string): Redriven => ({ ok: false, reason });

const sent = ({ id }: DeadLetter, record: OutgoingRecord): Redriven => ({
  ok: true,
  record: { ...record, headers: [...(record.headers ?? []), ...namedHeaders({ [header.redriven]: id })] },
});

/** `filtered_products` keeps the last state of each product: an older one must not come behind it. So it is decided anew. */
function throughTheFilter({ key, value, headers, timestamp }: DeadLetter): OutgoingRecord {
  const version = Number(lastHeader(headers, header.version)?.toString() ?? timestamp);
  const source = readSourceOffset(lastHeader(headers, header.sourceOffset));
  const again: OutgoingHeader[] = [...shopHeaders(headers), ...judgedAgainHeaders({ version, source_offset: source })];
  return {
    topic: 'products',
    key,
    value: value ?? lastHeader(headers, header.rejectedProduct) ?? null,
    headers: again,
  };
}
