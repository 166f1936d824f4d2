import { judge } from '../../functions/filter/judge.ts';
import { productMatcher } from '../../modules/bans/match.ts';
import { banRuleSchema, type BanRule } from '../../modules/bans/rule.ts';
import { decodeByteEvent } from '../../modules/kafka/byte-event.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { sampleRules } from '../../local/bans/seed.ts';
import { productAt } from '../../local/catalogue/product.ts';
import { compactElementAt } from '../flow/load.ts';
import { plainTable } from '../../local/observe/table.ts';

export interface JudgeOptions {
  readonly products: number;
  readonly rules: number;
  readonly rounds: number;
  readonly json?: boolean;
}

/** Rounds before those that count: what runs often is compiled by then. */
const warmUp = 3;
const seed = 17;

/**
 * How much slower it is to judge a product than to read it as JSON, which nobody can do without: on one core, the same bytes,
 * in rounds that alternate.
 */
export async function benchJudge({ products, rules, rounds, json }: JudgeOptions): Promise<void> {
  const records = recordsOf(products);
  const list = { version: 1, match: productMatcher(await rulesFor(rules)) };
  const now = Date.now();
  const parse = (): void => {
    for (const { value } of records) JSON.parse(value?.toString('utf8') ?? '');
  };
  const judgeAll = (): number => records.filter((record) => judge(record, list, now).outcome === 'rejected').length;
  const measured: { readonly parsing: number; readonly judging: number }[] = [];
  let rejected = 0;
  for (let round = 0; round < warmUp + rounds; round++) {
    const parsing = secondsOf(parse);
    const judging = secondsOf(() => (rejected = judgeAll()));
    if (round >= warmUp) measured.push({ parsing, judging });
  }
  const ratios = measured.map(({ parsing, judging }) => parsing / judging).toSorted((one, other) => one - other);
  const ratio = { median: middle(ratios), min: ratios[0] ?? 0, max: ratios.at(-1) ?? 0 };
  process.stdout.write(`${json === true ? JSON.stringify({ ratio }) : render()}\n`);

  function render(): string {
    const each = (seconds: readonly number[]): string =>
      `${((middle(seconds.toSorted((one, other) => one - other)) * 1e6) / products).toFixed(2)} µs`;
    const table = plainTable(['measure', 'figure'], ['left', 'right']);
    table.push(
      [`products, ${rejected} of them rejected by ${rules} rules`, String(products)],
      ['JSON.parse alone, each', each(measured.map(({ parsing }) => parsing))],
      ['parse and judge, each', each(measured.map(({ judging }) => judging))],
      ['speed of parse and judge, by that of JSON.parse alone', ratio.median.toFixed(2)],
      ['in the rounds', `${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)}`],
    );
    return table.toString();
  }
}

const middle = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;

/** Time on processors: that of the clock also counts what others do meanwhile. */
function secondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function recordsOf(count: number): KafkaRecord[] {
  const records = Array.from({ length: count }, (_, offset) => {
    const { id, value } = compactElementAt(offset);
    return {
      topic: 'products',
      partition: 0,
      offset,
      timestamp: Date.now() - 1_000,
      timestampType: 'CREATE_TIME',
      key: Buffer.from(id),
      value: Buffer.from(value),
      headers: [],
    };
  });
  return decodeByteEvent({ eventSource: 'bench', encoding: 'bytes', records: { 'products-0': records } });
}

/** The sample's rules, and made ones: most begin with a word that no product has, some with one of the catalogue's. */
async function rulesFor(count: number): Promise<BanRule[]> {
  const sample = await sampleRules();
  const made = Array.from({ length: Math.max(0, count - sample.length) }, (_, n) => madeRule(n));
  return [...sample, ...made].slice(0, count);
}

function madeRule(n: number): BanRule {
  return banRuleSchema.parse({ rule_id: `made-${n}`, reason: 'Правило для измерения', ...madeValue(n) });
}

function madeValue(n: number): Pick<BanRule, 'kind' | 'value'> {
  const { name, description } = productAt(seed, n);
  const words = `${name} ${description ?? ''}`.split(/\s+/u).filter((word) => /^\p{L}{4,}$/u.test(word));
  const word = words[n % words.length] ?? 'слово';
  switch (n % 10) {
    case 0:
      return { kind: 'brand', value: `Марка ${n}` };
    case 1:
      return { kind: 'sku', value: `SKU-${n}-Z` };
    case 2:
      return { kind: 'store', value: `store_${n}` };
    default:
      return {
        kind: 'phrase',
        value: n % 50 === 3 ? `${word} ${inventedWord(n)}` : `${inventedWord(n)} ${word}`,
      };
  }
}

const syllables = 'ба ве ги до жу зы ка ле ми но пу ры са те фи хо цу чи шо щу'.split(' ');

/** A word that looks like one and is none. */
const inventedWord = (n: number): string =>
  [n, n / 20, n / 7, n / 3].map((part) => syllables[Math.floor(part) % syllables.length]).join('');
