import type { APIGatewayProxyResult } from 'aws-lambda';
import { bearerOf, unauthorized } from '../../modules/http/bearer.ts';
import { invalidParameters } from '../../modules/http/problem.ts';
import { jsonResponse, problemResponse } from '../../modules/http/response.ts';
import type { OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import type { Log } from '../../modules/logging/log.ts';
import { recordKey } from '../../modules/product/record-key.ts';
import { inTime } from '../../modules/retry/in-time.ts';
import { foresee, refusalOf } from './foresee.ts';
import { readProducts, type SentProduct } from './request.ts';

/** What taking products needs. */
export interface IntakeDependencies {
  /** The key of each shop, by name. */
  readonly keys: () => Promise<Readonly<Record<string, string>>>;
  readonly publisher: Publisher;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds that Kafka may take: less than the function has, so that the shop learns what went wrong. */
  readonly acknowledgeTimeoutMs: number;
}

/**
 * Answers POST /products: 202 once the products are on all in-sync replicas of `products`, each the record that a shop with a
 * client of Kafka sends, so that the same comes of it. The answer tells what the filter will say of them, in {accepted,
 * refused, unreadable, left_out}. Throws what problem.ts makes a problem of.
 */
export async function respond(taking: IntakeDependencies, event: unknown): Promise<APIGatewayProxyResult> {
  const { keys, publisher, log, now, acknowledgeTimeoutMs } = taking;
  const startedAt = now();
  const shop = bearerOf(event, await keys());
  if (shop === undefined) return unauthorized('the key of a shop');
  const read = readProducts(event);
  if (!read.ok) return problemResponse(read.problem);
  const refused = read.products.flatMap((product, index) => refusalOf(product, index) ?? []);
  const isRefused = new Set(refused.map(({ index }) => index));
  const records = read.products.filter((_, index) => !isRefused.has(index)).map(recordOf);
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

const recordOf = ({ content, json }: SentProduct): OutgoingRecord => ({
  topic: 'products',
  key: recordKey(content),
  value: json,
});
