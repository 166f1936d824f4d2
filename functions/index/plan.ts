import { z } from 'zod';
import { badMessage, parsed, type BadMessage, type Parsed } from '../errors/bad-message.ts';
import { header, type KafkaRecord } from '../kafka/record.ts';
import { longestProductId, parseProduct } from '../product/product.ts';
import { activityId, activitySchema } from '../queries/query.ts';
import { productDocument, rejectionDocument, withdrawalDocument, type Version } from './document.ts';
import type { Operation } from './operation.ts';
import type { Place, Placing } from './places.ts';
import { readJson, readProductKey, readVersion } from './read.ts';

/** What a batch asks for. */
export interface Plan {
  /** In the order of the records. */
  readonly operations: readonly Operation[];
  /** In the order of the records; of several for one product the latest counts. */
  readonly placings: readonly Placing[];
  readonly unreadable: readonly { readonly record: number; readonly reason: BadMessage }[];
}

/** What one record asks for. */
interface Step {
  readonly operations: readonly Operation[];
  readonly placing?: Placing;
}

/** Turns records of the topics that have an index into writes. Pure: the same records give the same plan. */
export function planBatch(records: readonly KafkaRecord[]): Plan {
  const operations: Operation[] = [];
  const placings: Placing[] = [];
  const unreadable: { record: number; reason: BadMessage }[] = [];
  for (const [index, record] of records.entries()) {
    const step = planRecord(record, index);
    if (!step.ok) {
      unreadable.push({ record: index, reason: step.error });
      continue;
    }
    operations.push(...step.value.operations);
    const { placing } = step.value;
    if (placing !== undefined) placings.push(placing);
  }
  return { operations, placings, unreadable };
}

function planRecord(record: KafkaRecord, index: number): Parsed<Step> {
  switch (record.topic) {
    case 'filtered_products':
      return planFiltered(record, index);
    case 'rejected_products':
      return planRejected(record, index);
    case 'client_queries':
      return planActivity(record, index);
    default:
      return badMessage('invalid_record', `there is no index for the topic ${record.topic}`);
  }
}

/** A product, or a tombstone: the shop has withdrawn it, or it was rejected, which `rejected_products` tells. */
function planFiltered(record: KafkaRecord, index: number): Parsed<Step> {
  const version = readVersion(record);
  if (!version.ok) return version;
  if (record.value === null) return planTombstone(record, version.value, index);
  const product = parseProduct(record.value);
  if (!product.ok) return product;
  const id = product.value.product_id;
  if (record.key !== null && record.key.toString('utf8') !== id)
    return badMessage('key_mismatch', 'product_id: must be the key of the record');
  return parsed(put('filteredProducts', id, version.value, productDocument(product.value, version.value), index));
}

function planTombstone(record: KafkaRecord, version: Version, index: number): Parsed<Step> {
  const id = readProductKey(record.key);
  if (!id.ok) return id;
  const removal: Operation = {
    action: 'delete',
    index: 'filteredProducts',
    id: id.value,
    version: version.version,
    record: index,
  };
  if (record.headers[header.verdict]?.toString('latin1') === 'rejected') return parsed({ operations: [removal] });
  const { operations, ...step } = put(
    'withdrawnProducts',
    id.value,
    version,
    withdrawalDocument(id.value, version),
    index,
  );
  return parsed({ operations: [removal, ...operations], ...step });
}

const productId = z
  .string()
  .min(1)
  .refine((id) => Buffer.byteLength(id) <= longestProductId, `must have at most ${longestProductId} bytes in UTF-8`);

const rejectionSchema = z.looseObject({ product: z.looseObject({ product_id: productId }) });

function planRejected(record: KafkaRecord, index: number): Parsed<Step> {
  const version = readVersion(record);
  if (!version.ok) return version;
  const content = readJson(record.value, rejectionSchema);
  if (!content.ok) return content;
  const id = content.value.product.product_id;
  return parsed(put('rejectedProducts', id, version.value, rejectionDocument(id, content.value, version.value), index));
}

function planActivity(record: KafkaRecord, index: number): Parsed<Step> {
  const activity = readJson(record.value, activitySchema);
  if (!activity.ok) return activity;
  const document = JSON.stringify(activity.value);
  const id = activityId(activity.value);
  return parsed({
    operations: [{ action: 'index', index: 'clientQueries', id, version: record.timestamp, document, record: index }],
  });
}

const put = (place: Place, id: string, version: Version, document: string, record: number): Step => ({
  operations: [{ action: 'index', index: place, id, version: version.version, document, record }],
  placing: { id, place, record, ...version },
});
