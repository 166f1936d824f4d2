import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { moderatorsApi } from '../../local/bans/moderators-api.ts';
import { productAt } from '../../local/catalogue/product.ts';
import { askApi } from '../../local/client-api/call.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { publisherOf } from '../../local/kafka/publisher.ts';
import { plainTable } from '../../local/observe/table.ts';
import { withOpenSearch } from '../../local/platform/clients.ts';
import { settleFlow } from '../../local/platform/quiet.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { onInstance } from '../measure/instance.ts';
import { spread } from '../measure/spread.ts';

export interface BanReachOptions {
  readonly products: number;
  /** How many of them the rule matches. */
  readonly matching: number;
  readonly rounds: number;
  readonly instance?: string;
  readonly json?: true;
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);
const batchSize = 5_000;
const indexingTimeoutMs = 900_000;
const reachTimeoutMs = 120_000;
const lookEveryMs = 20;

/** A word that the sample catalogue does not have, banned in a spelling that the products do not use. */
const word = 'граммофон';
const spelled = 'Граммо\u00adфоны';

/**
 * Fills the index, then bans and lifts again and again: from the request to the API until no product that the rule matches is
 * found any more, and until all are found again.
 */
export const benchBanReach = (options: BanReachOptions): Promise<void> =>
  onInstance(options.instance, (instance) => measure(instance, options));

async function measure(instance: Instance, options: BanReachOptions): Promise<void> {
  const { products, matching, rounds, json } = options;
  const prefix = `reach-${process.pid}`;
  tell(`${products} products into the index, ${matching} of them with «${word}»…`);
  await fill(instance, prefix, options);
  await settleFlow(instance, indexingTimeoutMs);
  const gone: number[] = [];
  const back: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const times = await banAndLift(instance, prefix, matching);
    gone.push(times.gone);
    back.push(times.back);
    tell(`round ${round} of ${rounds}: gone after ${seconds(times.gone)}, back after ${seconds(times.back)}`);
  }
  const [ban, lift] = [spread(gone), spread(back)];
  if (json === true) process.stdout.write(`${JSON.stringify({ ban, lift })}\n`);
  const table = plainTable(['measure', 'p50', 'p99', 'slowest'], ['left', 'right', 'right', 'right']);
  table.push(
    ['ban → the last is gone from search', seconds(ban.p50), seconds(ban.p99), seconds(ban.max)],
    ['lift → the last is back', seconds(lift.p50), seconds(lift.p99), seconds(lift.max)],
  );
  if (json !== true) process.stdout.write(`${table.toString()}\n`);
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(2)} s`;

async function fill(instance: Instance, prefix: string, { products, matching }: BanReachOptions): Promise<void> {
  await using publisher = publisherOf(instance, 'shop');
  const every = Math.max(1, Math.floor(products / matching));
  for (let from = 0; from < products; from += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, products - from) }, (_, i) => {
      const n = from + i;
      const product = productAt(11, n, prefix);
      const isMatched = n % every === 0 && n / every < matching;
      return isMatched ? { ...product, name: `${spelled} ${product.name}` } : product;
    });
    await publisher.publish(
      batch.map((product) => ({ topic: 'products', key: product.product_id, value: JSON.stringify(product) })),
    );
  }
}

const changeSchema = z.looseObject({ rule_id: z.string() });

/** Milliseconds from each request until it has reached the last product. */
async function banAndLift(
  instance: Instance,
  prefix: string,
  matching: number,
): Promise<{ gone: number; back: number }> {
  const api = await moderatorsApi({ instance: instance.name, moderator: 'moderator' });
  const from = performance.now();
  const rule = { kind: 'phrase', value: word, reason: 'Measured' };
  const ban = { method: 'POST', path: '/bans', query: { force: true }, content: rule, repeatable: false } as const;
  const { rule_id } = await askApi(api, ban, changeSchema);
  await untilFound(instance, prefix, 0);
  const lifted = performance.now();
  await askApi(api, { method: 'DELETE', path: `/bans/${rule_id}`, repeatable: false }, changeSchema);
  await untilFound(instance, prefix, matching);
  return { gone: lifted - from, back: performance.now() - lifted };
}

const countSchema = z.object({ count: z.number() });

async function untilFound(instance: Instance, prefix: string, wanted: number): Promise<void> {
  const filter = [{ prefix: { product_id: `${prefix}-` } }, { match: { name: word } }];
  const body = { query: { bool: { filter } } };
  await withOpenSearch(instance, async (client) => {
    for (const deadline = performance.now() + reachTimeoutMs; performance.now() < deadline; await pause(lookEveryMs)) {
      const { count } = countSchema.parse((await client.count({ index: indexNames.filteredProducts, body })).body);
      if (count === wanted) return;
    }
    throw new PlatformError('server_not_ready', `not ${wanted} products found after ${reachTimeoutMs / 1_000} s`);
  });
}
