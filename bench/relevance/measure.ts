import type { Client } from '@opensearch-project/opensearch';
import { opensearchOf } from '../../local/platform/clients.ts';
import type { Product } from '../../modules/product/product.ts';
import { onInstance, onlyOpenSearch } from '../measure/instance.ts';
import type { Searcher } from './answer.ts';
import { askAll, correctionsOf, meanQuality, ofClass, type Answered } from './evaluate.ts';
import { raisedBar, readClasses, writeClasses } from './judged/classes.ts';
import { readJudgedSet, type JudgedSet } from './judged/judged-set.ts';
import { ourSearch } from './ours.ts';
import { plainSearch } from './plain.ts';
import { renderFigures, renderMisses, type Figures } from './render.ts';

export interface MeasureOptions {
  /** Only the queries of this class. */
  readonly class?: string;
  /** Show what was missed instead of the table. */
  readonly misses?: boolean;
  /** Raise the bars to what was measured. */
  readonly raise?: boolean;
  readonly json?: boolean;
  /** A running platform whose OpenSearch is used. */
  readonly instance?: string;
}

interface Sides {
  readonly ours: readonly Answered[];
  readonly plain: readonly Answered[];
}

/** Measures our search on the judged set, beside plain OpenSearch. */
export const measureRelevance = (options: MeasureOptions): Promise<void> =>
  onInstance(
    options.instance,
    async (instance) => {
      const set = readJudgedSet();
      const queries = set.queries.filter((query) => options.class === undefined || query.class === options.class);
      await using client = opensearchOf(instance);
      const sides = {
        ours: await askSearcher(client, 'ours', ourSearch, { ...set, queries }),
        plain: await askSearcher(client, 'plain', plainSearch, { ...set, queries }),
      };
      process.stdout.write(`${textOf(options, set, sides)}\n`);
      if (options.raise === true) raiseBars(sides.ours);
    },
    onlyOpenSearch,
  );

/** Fills a searcher, asks it everything, and removes what it was filled with. */
async function askSearcher(
  client: Client,
  name: string,
  fill: (client: Client, index: string, products: readonly Product[]) => Promise<Searcher>,
  { products, queries }: JudgedSet,
): Promise<readonly Answered[]> {
  const searcher = await fill(
    client,
    `relevance-${name}-${process.pid}`,
    products.map(({ product }) => product),
  );
  try {
    return await askAll(searcher, queries);
  } finally {
    await searcher.remove();
  }
}

function textOf({ misses, json }: MeasureOptions, { products }: JudgedSet, sides: Sides): string {
  if (misses === true)
    return renderMisses(sides.ours, new Map(products.map(({ product }) => [product.product_id, product.name])));
  const figures = figuresOf(sides);
  return json === true ? JSON.stringify(forMachines(figures)) : renderFigures(figures);
}

function figuresOf({ ours, plain }: Sides): Figures {
  const classes = readClasses();
  return {
    classes: classes
      .map((each) => ({ class: each, ...means(ofClass(ours, each.name), ofClass(plain, each.name)) }))
      .filter(({ queries }) => queries > 0),
    all: means(ours, plain),
    corrections: correctionsOf(classes, ours),
  };
}

const means = (ours: readonly Answered[], plain: readonly Answered[]): Figures['all'] => ({
  queries: ours.length,
  ours: meanQuality(ours),
  plain: meanQuality(plain),
});

const forMachines = ({ classes, ...figures }: Figures): object => ({
  ...figures,
  classes: classes.map(({ class: { name, bar }, ...rest }) => ({ class: name, ...rest, bar })),
});

function raiseBars(answered: readonly Answered[]): void {
  writeClasses(
    readClasses().map((each) => {
      const own = ofClass(answered, each.name);
      return own.length === 0 ? each : { ...each, bar: raisedBar(each.bar, meanQuality(own)) };
    }),
  );
}
