import { rejectionSchema, type Rejection } from '../../modules/bans/rejection.ts';
import { badMessage, parsed, type Parsed } from '../../modules/errors/bad-message.ts';
import { lastHeader } from '../../modules/kafka/headers.ts';
import { readJson } from '../../modules/kafka/read-json.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { header } from '../../modules/platform/headers.ts';
import { parseProduct, type Product } from '../../modules/product/product.ts';
import { readSourceOffset } from '../../modules/product/source-offset.ts';
import { readTombstoneKey } from '../../modules/product/tombstone.ts';
import { productVersion } from '../../modules/product/version.ts';
import type { Version } from './document.ts';

/** What a record of `filtered_products` says of a product. */
export type Decision =
  | (Judged & { readonly state: 'allowed' })
  | (Judged & { readonly state: 'rejected'; readonly rejection: Rejection })
  /** A rejection that an earlier release of the platform told without its reasons. */
  | { readonly state: 'unexplained'; readonly id: string; readonly version: Version }
  | { readonly state: 'withdrawn'; readonly id: string; readonly version: Version };

/** A product that was held against the ban list. */
export interface Judged {
  readonly id: string;
  readonly version: Version;
  readonly product: Product;
  /** The product as the shop sent it. */
  readonly bytes: Buffer;
}

export function readDecision(record: KafkaRecord): Parsed<Decision> {
  const version = readVersion(record);
  if (!version.ok) return version;
  if (record.value === null) return readTombstone(record, version.value);
  const judged = readJudged(record, record.value, version.value);
  return judged.ok ? parsed({ state: 'allowed', ...judged.value }) : judged;
}

function readTombstone(record: KafkaRecord, version: Version): Parsed<Decision> {
  const key = readTombstoneKey(record.key);
  if (!key.ok) return key;
  const id = key.value.toString('utf8');
  if (lastHeader(record.headers, header.verdict)?.toString('latin1') !== 'rejected')
    return parsed({ state: 'withdrawn', id, version });
  const bytes = lastHeader(record.headers, header.rejectedProduct);
  const why = lastHeader(record.headers, header.rejection);
  if (!bytes || !why) return parsed({ state: 'unexplained', id, version });
  const rejection = readJson(why, rejectionSchema);
  if (!rejection.ok) return rejection;
  const judged = readJudged(record, bytes, version);
  return judged.ok ? parsed({ state: 'rejected', ...judged.value, rejection: rejection.value }) : judged;
}

function readJudged(record: KafkaRecord, bytes: Buffer, version: Version): Parsed<Judged> {
  const read = parseProduct(bytes);
  if (!read.ok) return read;
  const product = read.value;
  const id = product.product_id;
  return record.key !== null && record.key.toString('utf8') !== id
    ? badMessage('key_mismatch', 'product_id: must be the key of the record')
    : parsed({ id, version, product, bytes });
}

/** Without a ban list's version, which only the filter writes, a decision counts as made before any list. */
function readVersion({ headers, timestamp }: KafkaRecord): Parsed<Version> {
  const version = productVersion(lastHeader(headers, header.version), timestamp);
  if (!version.ok) return version;
  const list = Number(lastHeader(headers, header.banListVersion)?.toString('latin1') ?? 0);
  if (!Number.isSafeInteger(list) || list < 0)
    return badMessage('invalid_version', `${header.banListVersion}: must be a whole number`);
  const source = readSourceOffset(lastHeader(headers, header.sourceOffset));
  return parsed({
    version: version.value,
    ban_list_version: list,
    ...(source !== undefined && { source_offset: source }),
  });
}
