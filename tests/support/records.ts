import { banRuleSchema, type BanRule, type RuleOf } from '../../modules/bans/rule.ts';
import type { KafkaRecord, OutgoingRecord, Publisher, RecordHeader } from '../../modules/kafka/record.ts';
import { header } from '../../modules/platform/headers.ts';
import type { Product } from '../../modules/product/product.ts';

/** A product that is allowed and available. */
export const aProduct = (fields: Partial<Product> = {}): Product => ({
  product_id: 'p1',
  name: 'Часы наручные',
  price: { amount: 4999.9, currency: 'RUB' },
  category: 'Часы',
  stock: { available: 3 },
  ...fields,
});

/** A record as Kafka keeps it, of a shop that sets no headers. */
export const aKafkaRecord = (fields: Partial<KafkaRecord> = {}): KafkaRecord => ({
  topic: 'products',
  partition: 0,
  offset: 0,
  timestamp: 1_700_000_000_000,
  key: Buffer.from('p1'),
  value: Buffer.from('{}'),
  headers: [],
  ...fields,
});

/** A record as a function receives it; a value that is neither bytes nor null becomes JSON. */
export function aRecord(
  topic: string,
  key: string | null,
  value: unknown,
  fields: { version?: number; banList?: number; verdict?: string; offset?: number } = {},
): KafkaRecord {
  const { version = 1_700_000_000_000, banList = 1, verdict, offset = 0 } = fields;
  return aKafkaRecord({
    topic,
    offset,
    timestamp: version,
    key: key === null ? null : Buffer.from(key),
    value: value === null || Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value)),
    headers: someHeaders({
      [header.version]: String(version),
      [header.banListVersion]: String(banList),
      ...(verdict !== undefined && { [header.verdict]: verdict }),
    }),
  });
}

/** The tombstone of a rejected product, as the filter writes it. */
export function aRejection(
  product: Product,
  rejection: object,
  fields: Parameters<typeof aRecord>[3] = {},
): KafkaRecord {
  const record = aRecord('filtered_products', product.product_id, null, { verdict: 'rejected', ...fields });
  const why = { [header.rejection]: JSON.stringify(rejection), [header.rejectedProduct]: JSON.stringify(product) };
  return { ...record, headers: [...record.headers, ...someHeaders(why)] };
}

/** Headers as Kafka keeps them, in the order of the object. */
export const someHeaders = (values: Readonly<Record<string, Buffer | string | null>>): RecordHeader[] =>
  Object.entries(values).map(([name, value]) => ({ name, value: value === null ? null : Buffer.from(value) }));

/** A published record as a function receives it from its place in the topic. */
export const asReceived = (
  { topic, key, value, headers = [] }: OutgoingRecord,
  place: Partial<Pick<KafkaRecord, 'partition' | 'offset' | 'timestamp'>> = {},
): KafkaRecord =>
  aKafkaRecord({
    topic,
    key: bytesOf(key),
    value: bytesOf(value),
    headers: headers.map(({ name, value: content }) => ({ name, value: bytesOf(content) })),
    ...place,
  });

const bytesOf = (content: Buffer | string | null): Buffer | null => (content === null ? null : Buffer.from(content));

/** The last value of each name, as text. */
export const headerTexts = ({ headers = [] }: Pick<OutgoingRecord, 'headers'>): Record<string, string> =>
  Object.fromEntries(headers.map(({ name, value }) => [name, String(value)]));

/** A publisher that keeps what it is given. */
export function keepingPublisher(): Publisher & { readonly published: OutgoingRecord[] } {
  const published: OutgoingRecord[] = [];
  return {
    published,
    publish: async (records) => {
      published.push(...records);
    },
    close: async () => undefined,
  };
}

/** A rule of the ban list. */
export const aRule = <Kind extends BanRule['kind']>(
  fields: Partial<RuleOf<Kind>> & { readonly kind: Kind; readonly value: RuleOf<Kind>['value'] },
): RuleOf<Kind> => banRuleSchema.parse({ rule_id: 'ban-1', reason: 'Нельзя', ...fields }) as RuleOf<Kind>;
