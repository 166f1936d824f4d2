import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@opensearch-project/opensearch';
import type { Publisher } from '../../modules/kafka/record.ts';
import { productAt } from '../../local/catalogue/product.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { publisherOf } from '../../local/kafka/publisher.ts';
import { opensearchOf } from '../../local/platform/clients.ts';
import { spread, type Spread } from '../measure/spread.ts';
import { steadily } from '../measure/steadily.ts';

/** A search that finds a product can be late by this, in milliseconds: it is part of the figures. */
const searchEvery = 50;
const lastRecordTimeoutMs = 60_000;

/** Products that are sent one by one at a rate; the ids of a round are its own. */
export interface DelayRound {
  /** Products a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly round: 'warm-up' | 'measured';
}

/** Seconds from the call that sends a product until a search finds it. */
export async function measureDelay(instance: Instance, { rate, seconds, round }: DelayRound): Promise<Spread> {
  await using publisher = publisherOf(instance, 'shop');
  await using opensearch = opensearchOf(instance);
  const prefix = `delay-${process.pid}-${round}`;
  const sentAt = new Map<string, number>();
  const sending = sendSteadily(publisher, { prefix, count: rate * seconds, rate, sentAt });
  const delays = await watch(opensearch, {
    prefix,
    expected: rate * seconds,
    sentAt,
    timeoutMs: seconds * 1_000 + lastRecordTimeoutMs,
  });
  await sending;
  return spread(delays);
}

async function sendSteadily(
  publisher: Publisher,
  run: { prefix: string; count: number; rate: number; sentAt: Map<string, number> },
): Promise<void> {
  await steadily(run, async (n) => {
    const product = { ...productAt(13, n, run.prefix), store_id: run.prefix };
    run.sentAt.set(product.product_id, performance.now());
    await publisher.publish([{ topic: 'products', key: product.product_id, value: JSON.stringify(product) }]);
  });
}

async function watch(
  opensearch: Client,
  run: { prefix: string; expected: number; sentAt: ReadonlyMap<string, number>; timeoutMs: number },
): Promise<number[]> {
  // In the order of sending, so that the first is the oldest.
  const waiting = new Set(Array.from({ length: run.expected }, (_, n) => productAt(13, n, run.prefix).product_id));
  const delays: number[] = [];
  const deadline = performance.now() + run.timeoutMs;
  for (let [oldest] = waiting; oldest !== undefined && performance.now() < deadline; [oldest] = waiting) {
    const found = await foundSince(opensearch, run.prefix, oldest);
    const at = performance.now();
    for (const id of found) if (waiting.delete(id)) delays.push((at - (run.sentAt.get(id) ?? at)) / 1_000);
    await pause(searchEvery);
  }
  if (waiting.size > 0) throw new Error(`${waiting.size} products did not become searchable`);
  return delays;
}

/** Ids of the run's searchable products from the given one on: few, or the measuring would be what is measured. */
async function foundSince(opensearch: Client, prefix: string, oldest: string): Promise<string[]> {
  const query = { bool: { filter: [{ term: { store_id: prefix } }, { range: { product_id: { gte: oldest } } }] } };
  const { body } = await opensearch.search({
    index: 'filtered_products',
    body: { query, size: 10_000, _source: false, sort: ['_doc'] },
  });
  return body.hits.hits.map(({ _id }) => String(_id));
}
