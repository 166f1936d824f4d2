import { plainTable } from '../../local/observe/table.ts';
import { onInstance } from '../measure/instance.ts';
import { measureEngine, type Measured } from './engine.ts';
import { madeRules } from './made.ts';
import { measurePercolator, type Percolated } from './percolator.ts';

export interface BansBenchOptions {
  /** How long lists are, each a measurement. */
  readonly rules: readonly number[];
  readonly products: number;
  readonly percolator?: boolean;
  readonly instance?: string;
  readonly json?: boolean;
}

/** What a list of so many rules costs, and how fast products are judged by it. */
interface Row {
  readonly rules: number;
  readonly engine: Measured;
  readonly percolator?: Percolated;
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Measures the ban engine on made lists and products that are all different, beside OpenSearch's percolator when asked to. */
export async function benchBans({
  rules: counts,
  products,
  percolator,
  instance,
  json,
}: BansBenchOptions): Promise<void> {
  const rows: Row[] = [];
  for (const count of counts) {
    tell(`judging ${products} products by ${count} rules…`);
    rows.push({ rules: count, engine: await measureEngine(madeRules(count), products) });
  }
  const beside = percolator === true ? await besidePercolator(rows, products, instance) : rows;
  process.stdout.write(`${json === true ? JSON.stringify(beside) : render(beside)}\n`);
}

async function besidePercolator(rows: readonly Row[], products: number, name: string | undefined): Promise<Row[]> {
  const beside: Row[] = [];
  await onInstance(name, async (instance) => {
    for (const row of rows) {
      tell(`percolating by ${row.rules} rules…`);
      beside.push({ ...row, percolator: await measurePercolator(instance, madeRules(row.rules), products) });
    }
  });
  return beside;
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function render(rows: readonly Row[]): string {
  const columns = ['rules', 'to build', 'memory', 'a change', 'products/s', 'matched'];
  const peer = rows.some(({ percolator }) => percolator !== undefined) ? ['percolator', 'matched'] : [];
  const table = plainTable(
    [...columns, ...peer],
    [...columns, ...peer].map(() => 'right'),
  );
  for (const { rules, engine, percolator } of rows)
    table.push([
      whole.format(rules),
      `${engine.build_s.toFixed(2)} s`,
      `${whole.format(engine.bytes / 1e6)} MB`,
      `${(engine.change_s * 1e3).toFixed(1)} ms`,
      whole.format(engine.products_per_second),
      percent(engine.matched_share),
      ...(percolator === undefined
        ? []
        : [`${whole.format(percolator.products_per_second)} /s`, percent(percolator.matched_share)]),
    ]);
  return table.toString();
}
