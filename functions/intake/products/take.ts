import type { APIGatewayProxyResult } from 'aws-lambda';
import { invalidParameters } from '../../../modules/http/problem.ts';
import { jsonResponse, problemResponse } from '../../../modules/http/response.ts';
import type { OutgoingRecord, Publisher } from '../../../modules/kafka/record.ts';
import { namedHeaders } from '../../../modules/kafka/headers.ts';
import type { Log } from '../../../modules/logging/log.ts';
import { sentByHeader } from '../../../modules/platform/headers.ts';
import { recordKey } from '../../../modules/product/record-key.ts';
import { inTime } from '../../../modules/retry/in-time.ts';
import { foresee, refusalOf } from './foresee.ts';
import { readProducts, type SentProduct } from './request.ts';

/** What taking products needs. */
export interface TakingProducts {
  readonly publisher: Publisher;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds that Kafka may take: less than the function has, so that the shop learns what went wrong. */
  readonly acknowledgeTimeoutMs: number;
}

/**
 * Answers POST /products: 202 once the products are on all in-sync replicas of `products`, each the record that a shop with a
 * client of Kafka sends, so that the same comes of it, and with a header that says whose it is. The answer tells what the filter
 * will say of them, in {accepted, refused, unreadable, left_out}. Throws what problem.ts makes a problem of.
 */
export async function takeProducts(
  { publisher, log, now, acknowledgeTimeoutMs }: TakingProducts,
  shop: string,
  event: unknown,
): Promise<APIGatewayProxyResult> {
  const startedAt = now();
  const read = readProducts(event);
  if (!read.ok) return problemResponse(read.problem);
  const refused = read.products.flatMap((product, index) => refusalOf(product, index) ?? []);
  const isRefused = new Set(refused.map(({ index }) => index));
  const records = read.products
    .filter((_, index) => !isRefused.has(index))
    .map((product): OutgoingRecord => recordOf(product, shop));
  if (records.length === 0)
    return problemResponse(
      invalidParameters(refused.map(({ index, errors }) => ({ parameter: String(index), detail: errors.join('; ') }))),
    );
  // What takes longer may still happen: products that are sent again do no harm.
  await inTime(publisher.publish(records), acknowledgeTimeoutMs, 'the acknowledgement', 'kafka_unavailable');
  const foreseen = read.products.flatMap((product, index) =>
    isRefused.has(index) ? [] : (foresee(product, index) ?? []),
  );
  const ofKind = (kind: 'unreadable' | 'left_out') =>
    foreseen.filter((each) => each.kind === kind).map(({ fault }) => fault);
  const answer = { accepted: records.length, refused, unreadable: ofKind('unreadable'), left_out: ofKind('left_out') };
  log.info('products taken', { shop, products: records.length, duration_ms: now() - startedAt });
  return jsonResponse(answer, 202);
}

const recordOf = ({ content, json }: SentProduct, shop: string): OutgoingRecord => ({
  topic: 'products',
  key: recordKey(content),
  value: json,
  headers: namedHeaders({ [sentByHeader]: shop }),
});
