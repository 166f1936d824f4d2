import type { Client } from '@opensearch-project/opensearch';
import type { ReadBanList } from '../../modules/ban-list/ban-list.ts';
import { decidesOtherwise, type JudgedBefore } from '../../modules/ban-list/decides-otherwise.ts';
import { judgedAgainHeaders } from '../../modules/ban-list/judged-again.ts';
import type { Sweep } from '../../modules/ban-sweeps/sweep.ts';
import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import { parseProduct } from '../../modules/product/product.ts';
import { countTouched, readPage, touchedQuery, type TouchedProduct } from './touched.ts';

export interface LookDependencies {
  readonly client: Client;
  /** Of all products. */
  readonly index: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Looking ends after so many milliseconds. */
  readonly lookMs: number;
}

/** What a step has come to: where the sweep is now, and the products that are to be judged again. */
export interface Look {
  readonly sweep: Sweep;
  readonly again: readonly OutgoingRecord[];
  /** There is nothing more to look at. */
  readonly isLast: boolean;
}

/**
 * Looks at products from where a sweep stands, until it has found as many as may be sent in a second. The first look begins
 * by making every write searchable that came before it: what is written later is judged by the list as it is now.
 */
export async function lookOn(
  { client, index, now, lookMs }: LookDependencies,
  before: Sweep,
  list: ReadBanList,
): Promise<Look> {
  const startedAt = now();
  const again: OutgoingRecord[] = [];
  let sweep = before.step > 0 ? before : await counted(client, index, before, list);
  let isLast = false;
  do {
    const page = await readPage(client, index, { query: touchedQuery(sweep, list), after: sweep.after });
    again.push(...page.flatMap((product) => judgedAgain(product, list, now(), sweep.rule_ids)));
    isLast = page.length === 0 && !wraps(sweep);
    sweep = page.length === 0 ? beginAnew(sweep) : passed(sweep, page);
  } while (!isLast && again.length < before.max_rate && now() - startedAt < lookMs);
  return { sweep, again, isLast };
}

const counted = async (client: Client, index: string, sweep: Sweep, list: ReadBanList): Promise<Sweep> => ({
  ...sweep,
  to_look_at: await countTouched(client, index, touchedQuery(sweep, list)),
});

/** Whether products are left that stand before the one behind which it began. */
const wraps = ({ origin, has_wrapped: hasWrapped }: Sweep): boolean => origin !== undefined && hasWrapped !== true;

function beginAnew(sweep: Sweep): Sweep {
  const { after: _, ...rest } = sweep;
  return wraps(sweep) ? { ...rest, has_wrapped: true } : sweep;
}

function passed(sweep: Sweep, page: readonly TouchedProduct[]): Sweep {
  const after = page.at(-1)?.product_id ?? sweep.after;
  return { ...sweep, looked_at: sweep.looked_at + page.length, ...(after !== undefined && { after }) };
}

/**
 * The product once more for the filter, when the list decides otherwise than it was decided, as far as the rules go that a
 * sweep is about: what other rules change is the work of other sweeps, and may be under way already.
 */
function judgedAgain(
  touched: TouchedProduct,
  list: ReadBanList,
  at: number,
  ruleIds: readonly string[] | undefined,
): OutgoingRecord[] {
  const { product_id: key, shop_json: value } = touched;
  const read = value === undefined ? undefined : parseProduct(Buffer.from(value));
  if (value === undefined || read?.ok !== true) return [];
  if (!isOtherwise({ ...touched, product: read.value }, list, at, ruleIds)) return [];
  return [{ topic: 'products', key, value, headers: judgedAgainHeaders(touched) }];
}

function isOtherwise(
  touched: TouchedProduct & JudgedBefore,
  list: ReadBanList,
  at: number,
  ruleIds: readonly string[] | undefined,
): boolean {
  const appeals = list.appealsOf(touched.product_id, at);
  if (appeals.join('\n') !== touched.appeals.join('\n')) return true;
  return appeals.length === 0 && decidesOtherwise(list, touched, at, ruleIds);
}
