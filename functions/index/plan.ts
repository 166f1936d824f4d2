import { z } from 'zod';
import { badMessage, parsed, type BadMessage, type Parsed } from '../../modules/errors/bad-message.ts';
import { readJson } from '../../modules/kafka/read-json.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { header } from '../../modules/platform/headers.ts';
import { categoryName, productIdSchema } from '../../modules/product/fields.ts';
import { parseProduct } from '../../modules/product/product.ts';
import { readTombstoneKey } from '../../modules/product/tombstone.ts';
import { activityId, activitySchema } from '../../modules/ubi/query.ts';
import { productDocument, rejectionDocument, withdrawalDocument, type Version } from './document.ts';
import type { Mention, Place, Placing, RecordOperation, Removal } from './places.ts';
import { readVersion } from './read.ts';

/** What a batch asks for. */
export interface Plan {
  /** In the order of the records. */
  readonly operations: readonly RecordOperation[];
  /** The products that the batch is about, in the order of the records. */
  readonly mentions: readonly (Placing | Removal)[];
  readonly unreadable: readonly { readonly record: number; readonly reason: BadMessage }[];
}

/** What one record asks for. */
interface Step {
  readonly operations: readonly RecordOperation[];
  readonly mention?: Placing | Removal;
}

/** Turns records of the topics that have an index into writes. Pure: the same records give the same plan. */
export function planBatch(records: readonly KafkaRecord[]): Plan {
  const operations: RecordOperation[] = [];
  const mentions: (Placing | Removal)[] = [];
  const unreadable: { record: number; reason: BadMessage }[] = [];
  for (const [index, record] of records.entries()) {
    const step = planRecord(record, index);
    if (!step.ok) {
      unreadable.push({ record: index, reason: step.error });
      continue;
    }
    operations.push(...step.value.operations);
    const { mention } = step.value;
    if (mention !== undefined) mentions.push(mention);
  }
  return { operations, mentions, unreadable };
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
  const document = productDocument(product.value, version.value);
  const mention = { id, record: index, category: product.value.category, ...version.value };
  return parsed(put('filteredProducts', mention, document));
}

/**
 * A withdrawal is remembered first: the product goes when it is found where it no longer belongs. A rejection has a
 * record of its own, which remembers it, so its tombstone only makes sure that the product goes.
 */
function planTombstone(record: KafkaRecord, version: Version, index: number): Parsed<Step> {
  const key = readTombstoneKey(record.key);
  if (!key.ok) return key;
  const id = key.value.toString('utf8');
  const mention = { id, record: index, ...version };
  if (record.headers[header.verdict]?.toString('latin1') !== 'rejected')
    return parsed(put('withdrawnProducts', mention, withdrawalDocument(id, version)));
  const removal: RecordOperation = {
    action: 'delete',
    index: 'filteredProducts',
    id,
    version: version.version,
    record: index,
  };
  return parsed({ operations: [removal], mention: { kind: 'removal', ...mention } });
}

const rejectionSchema = z.looseObject({
  product: z.looseObject({ product_id: productIdSchema, category: z.unknown() }),
});

function planRejected(record: KafkaRecord, index: number): Parsed<Step> {
  const version = readVersion(record);
  if (!version.ok) return version;
  const content = readJson(record.value, rejectionSchema);
  if (!content.ok) return content;
  const { product_id: id, category } = content.value.product;
  const mention = {
    id,
    record: index,
    ...(typeof category === 'string' && { category: categoryName(category) }),
    ...version.value,
  };
  return parsed(put('rejectedProducts', mention, rejectionDocument(id, content.value, version.value)));
}

function planActivity(record: KafkaRecord, index: number): Parsed<Step> {
  const activity = readJson(record.value, activitySchema);
  if (!activity.ok) return activity;
  const document = JSON.stringify(activity.value);
  const id = activityId(activity.value);
  // Kafka takes records whose time is -1, OpenSearch no such version.
  const version = Math.max(0, record.timestamp);
  return parsed({ operations: [{ action: 'index', index: 'clientQueries', id, version, document, record: index }] });
}

const put = (place: Place, mention: Mention, document: string): Step => ({
  operations: [
    { action: 'index', index: place, id: mention.id, version: mention.version, document, record: mention.record },
  ],
  mention: { kind: 'placing', ...mention, place },
});
