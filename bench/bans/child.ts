import { text } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { emptyList } from '../../modules/ban-list/ban-list.ts';
import { banRuleSchema, type BanRule } from '../../modules/bans/rule.ts';
import type { KeyedRecord } from '../../modules/kafka/read-partition.ts';
import { spread } from '../measure/spread.ts';
import { madeProducts, type MadeProduct } from './made.ts';
import type { Measured } from './engine.ts';

// A process of its own, whose memory is that of the list: node child.ts <products>, with the rules as JSON on stdin.
const products = Number(process.argv[2]);
const chunk = 1_000;
const changes = 21;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of what is in use. */
function memoryInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Time on processors: that of the clock also counts what others do meanwhile. */
function secondsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const recordOf = (rule: BanRule, offset: number): KeyedRecord => ({
  offset,
  key: Buffer.from(rule.rule_id),
  value: Buffer.from(JSON.stringify(rule)),
  timestamp: 0,
  headers: [],
});

const content = await text(process.stdin);
const rules = z.array(banRuleSchema).parse(JSON.parse(content));
const records = rules.map(recordOf);
const now = Date.now();
const made = madeProducts(rules);

/** Products as the filter has them: of JSON that was read. */
const nextProducts = (count: number): MadeProduct[] =>
  Array.from({ length: count }, () => JSON.parse(JSON.stringify(made.next().value)) as MadeProduct);

const memoryBefore = memoryInUse();
let list = emptyList;
const build = secondsOf(() => (list = emptyList.after(records.length, records)));
const bytes = memoryInUse() - memoryBefore;

const changed = Array.from({ length: changes }, (_, n) => {
  const rule = rules[(n * 7_919) % rules.length];
  const record = rule && recordOf({ ...rule, reason: `Изменение ${n}` }, records.length + n);
  const version = records.length + n + 1;
  const [product] = nextProducts(1);
  return secondsOf(() => {
    list = list.after(version, record === undefined ? [] : [record]);
    if (product !== undefined) list.match(product, now);
  });
});

function judge(count: number): { readonly seconds: number; readonly matched: number } {
  let seconds = 0;
  let matched = 0;
  for (let done = 0; done < count; done += chunk) {
    const some = nextProducts(Math.min(chunk, count - done));
    seconds += secondsOf(() => {
      for (const product of some) if (list.match(product, now).length > 0) matched += 1;
    });
  }
  return { seconds, matched };
}

// What runs often is compiled by then; these products do not come again.
judge(products / 2);
const judged = judge(products);
const measured: Measured = {
  build_s: build,
  bytes,
  change_s: spread(changed).p50,
  products_per_second: products / judged.seconds,
  matched_share: judged.matched / products,
};
process.stdout.write(JSON.stringify(measured));
