import type { BanList } from '../../modules/ban-list/ban-list.ts';
import { rejectionOf, type Rejection } from '../../modules/bans/rejection.ts';
import { badMessage, type BadMessage, type Parsed } from '../../modules/errors/bad-message.ts';
import { issuesText, type SchemaIssue } from '../../modules/errors/schema.ts';
import { deadLetter } from '../../modules/kafka/dead-letter.ts';
import { lastHeader, namedHeaders } from '../../modules/kafka/headers.ts';
import type { KafkaRecord, OutgoingRecord } from '../../modules/kafka/record.ts';
import { recordBytes } from '../../modules/kafka/record-size.ts';
import { header, shopHeaders } from '../../modules/platform/headers.ts';
import { maxProductBytes, topics } from '../../modules/platform/topics.ts';
import { readProduct } from '../../modules/product/product.ts';
import { readSourceOffset } from '../../modules/product/source-offset.ts';
import { readTombstoneKey } from '../../modules/product/tombstone.ts';
import { futureVersion, productVersion } from '../../modules/product/version.ts';

export const outcomes = ['allowed', 'rejected', 'withdrawn', 'dead_lettered'] as const;

/** What became of a record, and the records that say so. */
export interface Verdict {
  readonly outcome: (typeof outcomes)[number];
  readonly records: readonly OutgoingRecord[];
}

/**
 * Decides what becomes of a record of `products` under a ban list at a time, epoch milliseconds.
 * Exactly one of: allowed with the same bytes, rejected with its reasons, withdrawn by the shop, dead-lettered.
 */
export function judge(record: KafkaRecord, bans: Pick<BanList, 'version' | 'match'>, at: number): Verdict {
  const tooLarge = tooLargeRecord(record);
  if (tooLarge !== undefined) return giveUp(record, tooLarge);
  const version = productVersion(lastHeader(record.headers, header.version), record.timestamp);
  if (!version.ok) return giveUp(record, version.error);
  const future = futureVersion(version.value, at);
  if (future !== undefined) return giveUp(record, future);
  const versions = { [header.version]: String(version.value), [header.banListVersion]: String(bans.version) };
  const source = sourceHeaders(record);
  const filtered = (key: Buffer | string, value: Buffer | null, verdict: string, more = {}): OutgoingRecord => ({
    topic: 'filtered_products',
    key,
    value,
    headers: [
      ...shopHeaders(record.headers),
      ...namedHeaders({ ...versions, ...source, [header.verdict]: verdict, ...more }),
    ],
  });

  if (record.value === null) {
    const key = withdrawnKey(record.key);
    return key.ok
      ? { outcome: 'withdrawn', records: [filtered(key.value, null, 'withdrawn')] }
      : giveUp(record, key.error);
  }
  const read = readProduct(record.value);
  if (!read.ok) return giveUp(record, read.error);
  const { product, dropped } = read.value;
  const id = product.product_id;
  if (record.key !== null && record.key.toString('utf8') !== id) return giveUp(record, otherKey);

  const matches = bans.match(product, at);
  if (matches.length === 0)
    return { outcome: 'allowed', records: [filtered(id, record.value, 'allowed', warningHeader(dropped))] };
  const rejection = rejectionOf(matches, at);
  const value = rejectedProduct(record.value, rejection, bans.version);
  const why = { [header.rejection]: JSON.stringify(rejection), [header.rejectedProduct]: record.value };
  return {
    outcome: 'rejected',
    records: [
      { topic: 'rejected_products', key: id, value, headers: namedHeaders(versions) },
      filtered(id, null, 'rejected', why),
    ],
  };
}

/**
 * The brokers bound the batches of a shop as it packed them: what it compressed well may be larger than any later topic
 * takes, and than an event.
 */
function tooLargeRecord(record: KafkaRecord): BadMessage | undefined {
  const value = record.value?.length ?? 0;
  if (value > maxProductBytes)
    return { code: 'record_too_large', message: `value: has ${value} bytes, and may have ${maxProductBytes}` };
  const bytes = recordBytes(record);
  const most = topics.products.maxMessageBytes;
  if (bytes <= most) return undefined;
  const message = `record: has ${bytes} bytes with its key and headers, and may have ${most}`;
  return { code: 'record_too_large', message };
}

const otherKey: BadMessage = { code: 'key_mismatch', message: 'product_id: must be the key of the record' };

const giveUp = (record: KafkaRecord, reason: BadMessage): Verdict => ({
  outcome: 'dead_lettered',
  records: [deadLetter(record, 'filter', reason)],
});

/** Where the shop's own record stands in `products`: this is it, unless it is sent through the flow once more. */
function sourceHeaders({ headers, offset }: KafkaRecord): Record<string, string> {
  if (lastHeader(headers, header.judgedAgain) === undefined) return { [header.sourceOffset]: String(offset) };
  const source = readSourceOffset(lastHeader(headers, header.sourceOffset));
  return { ...(source !== undefined && { [header.sourceOffset]: String(source) }), [header.judgedAgain]: 'true' };
}

/** The product that the shop withdraws by a record without a value. */
const withdrawnKey = (key: Buffer | null): Parsed<Buffer> =>
  key === null || key.length === 0
    ? badMessage('value_missing', 'a record with neither a value nor a key is about no product')
    : readTombstoneKey(key);

/** A header says what is wrong, it does not repeat the product. */
const maxWarningsLength = 1_000;

const warningHeader = (dropped: readonly SchemaIssue[]): Record<string, string> =>
  dropped.length === 0 ? {} : { [header.warnings]: issuesText(dropped).slice(0, maxWarningsLength).toWellFormed() };

/**
 * The value of a record of `rejected_products`, JSON: {product, reasons, rejected_at, ban_list_version}.
 * The product goes in as the bytes that the shop sent: nothing of it is lost, and nothing is serialised twice.
 */
const rejectedProduct = (product: Buffer, rejection: Rejection, banListVersion: number): Buffer =>
  Buffer.concat([
    Buffer.from('{"product":'),
    product,
    Buffer.from(`,${JSON.stringify({ ...rejection, ban_list_version: banListVersion }).slice(1)}`),
  ]);
