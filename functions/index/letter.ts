import type { LetterDocument } from '../../modules/dead-letters/letter-document.ts';
import { badMessage, parsed, type Parsed } from '../../modules/errors/bad-message.ts';
import { jsonOf } from '../../modules/errors/schema.ts';
import { lastHeader } from '../../modules/kafka/headers.ts';
import { readDeadLetter, type DeadLetter } from '../../modules/kafka/read-dead-letter.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import type { Operation } from '../../modules/opensearch/operation.ts';
import { header, sentByHeader } from '../../modules/platform/headers.ts';
import { maxKeywordLength } from '../../modules/product/fields.ts';
import { recordKey } from '../../modules/product/record-key.ts';
import { productVersion } from '../../modules/product/version.ts';

/** Topics whose records are products of shops. */
const ofShops: ReadonlySet<string> = new Set(['products', 'filtered_products']);

/**
 * The write for a record of `dead_letters`. A batch that came twice left its letters twice, and they become one document: by
 * where the record stood, and who gave up on it.
 */
export function planLetter(record: KafkaRecord): Parsed<Operation> {
  const letter = readDeadLetter(record);
  if (letter === undefined) return badMessage('invalid_record', 'it does not say which record it was');
  const { topic, partition, offset, function: name } = letter;
  return parsed({
    action: 'index',
    index: 'deadLetters',
    id: `${topic}-${partition}-${offset}-${name}`,
    version: Math.max(0, letter.at),
    document: JSON.stringify(letterDocument(letter)),
  });
}

function letterDocument(letter: DeadLetter): LetterDocument {
  const { id, function: name, code, message, at, redrivenFrom } = letter;
  const redriven = redrivenFrom === undefined ? {} : { redriven_from: redrivenFrom };
  const about = ofShops.has(letter.topic) ? aboutProduct(letter) : { stores: [] };
  return { id, ...about, function: name, code, message, at: new Date(Math.max(0, at)).toISOString(), ...redriven };
}

function aboutProduct({
  key,
  value,
  headers,
  timestamp,
}: DeadLetter): Pick<LetterDocument, 'stores' | 'product_id' | 'version'> {
  // A rejected product stands in a header of its tombstone.
  const product = jsonOf((value ?? lastHeader(headers, header.rejectedProduct))?.toString('utf8') ?? '');
  const productId = recordKey(product) ?? recordKey({ product_id: key?.toString('utf8') });
  const version = productVersion(lastHeader(headers, header.version), timestamp);
  const sentBy = lastHeader(headers, sentByHeader)?.toString('utf8');
  return {
    stores: [...new Set([sentBy, storeOf(product)].filter(isStore))],
    ...(productId !== null && { product_id: productId }),
    ...(version.ok && { version: version.value }),
  };
}

const storeOf = (product: unknown): unknown =>
  typeof product === 'object' && product !== null && 'store_id' in product ? product.store_id : undefined;

const isStore = (store: unknown): store is string =>
  typeof store === 'string' && store !== '' && store.length <= maxKeywordLength;
