import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { alertmanager } from '../../local/services/alertmanager.ts';
import { emf } from '../../local/services/emf.ts';
import { eventSource } from '../../local/services/event-source.ts';
import { dataNode, nameNode } from '../../local/services/hdfs.ts';
import { prometheus } from '../../local/services/prometheus.ts';
import { stopService } from '../../local/services/services.ts';
import { loadProducts } from '../flow/load.ts';
import type { InvokeWay } from '../measure/event-source.ts';
import { onInstance } from '../measure/instance.ts';
import { addRules } from './ban-list.ts';
import type { Drained } from './drain.ts';
import { countOf, filterByStreams, filterByUs, rangesOf, type FilteredByUs, type FilterWork } from './filter.ts';
import { findGoal, indexByUs, type IndexWork } from './index.ts';
import { ensureKafkaStreams } from './kafka-streams.ts';
import { indexAtLimit } from './opensearch-limit.ts';
import { ratiosOf, renderBeside, type Rounds } from './render.ts';

export interface BesideOptions {
  /** How many are measured. */
  readonly products: number;
  /** How many go through in each round before that: what runs often is compiled by then. */
  readonly warmUp: number;
  readonly rounds: number;
  /** How many are added to the sample's. */
  readonly rules: number;
  readonly json?: boolean;
}

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * Measures our filter beside Kafka Streams, and our index beside what OpenSearch takes at most, on a platform of its own:
 * the same brokers, topics and products, one after the other in rounds that alternate. The first round does not count.
 */
export async function benchBeside(options: BesideOptions): Promise<void> {
  await ensureKafkaStreams(tell);
  await onInstance(undefined, async (instance) => {
    for (const service of [eventSource, emf, prometheus, alertmanager, nameNode, dataNode])
      await stopService(instance, service);
    tell(`sending ${options.warmUp + options.products} products…`);
    await loadProducts(instance, options.warmUp + options.products);
    await addRules(instance, options.rules);
    const filter = await measureFilter(instance, options);
    const index = await measureIndex(instance, options, filter.filtered);
    const rounds = { filter: filter.rounds, index };
    process.stdout.write(`${options.json === true ? JSON.stringify(ratiosOf(rounds)) : renderBeside(rounds)}\n`);
  });
}

const ways: readonly InvokeWay[] = ['engine', 'in-process'];

/** Who begins is another one in each round. */
const inTurn = <T>(sides: readonly T[], round: number): T[] =>
  sides.map((_, n) => sides[(n + round) % sides.length] as T);

async function measureFilter(
  instance: Instance,
  { rounds, warmUp, rules }: BesideOptions,
): Promise<{ readonly rounds: Rounds; readonly filtered: FilteredByUs['filtered'] }> {
  const products = (await rangesOf(instance, ['products'])).get('products') ?? new Map();
  const work: FilterWork = { products, warmUp, rules };
  const measured: Rounds = { engine: [], 'in-process': [], peer: [] };
  let ours: FilteredByUs | undefined;
  for (let round = 0; round <= rounds; round++) {
    let theirs = 0;
    for (const side of inTurn([...ways, 'peer'] as const, round)) {
      if (side === 'peer') {
        const { drained, rejected } = await filterByStreams(instance, round, work);
        theirs = rejected;
        note(measured, side, round, drained, 'filter, Kafka Streams');
      } else {
        ours = await filterByUs(instance, side, work);
        note(measured, side, round, ours.drained, `filter, ${side}`);
      }
    }
    if (ours?.rejected !== theirs)
      throw new PlatformError(
        'input_invalid',
        `Kafka Streams rejects ${theirs} products, our filter ${ours?.rejected}`,
      );
  }
  return { rounds: measured, filtered: ours?.filtered ?? new Map() };
}

async function measureIndex(
  instance: Instance,
  { rounds, warmUp }: BesideOptions,
  filtered: FilteredByUs['filtered'],
): Promise<Rounds> {
  const work: IndexWork = { filtered, warmUp };
  tell(`indexing ${countOf(filtered)} records once…`);
  const { indices, documents, concurrency } = await findGoal(instance, work, tell);
  const measured: Rounds = { engine: [], 'in-process': [], peer: [] };
  for (let round = 1; round <= rounds; round++)
    for (const side of inTurn([...ways, 'peer'] as const, round)) {
      const drained =
        side === 'peer'
          ? await indexAtLimit(instance, documents, indices, concurrency)
          : await indexByUs(instance, side, indices, work);
      note(measured, side, round, drained, `index, ${side === 'peer' ? 'OpenSearch alone' : side}`);
    }
  return measured;
}

function note(measured: Rounds, side: keyof Rounds, round: number, drained: Drained, name: string): void {
  if (round > 0) measured[side].push(drained);
  tell(`${round === 0 ? 'warm-up' : `round ${round}`}: ${name}: ${Math.round(drained.records / drained.seconds)} /s`);
}
