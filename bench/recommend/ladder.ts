import { blended, shares } from './blend.ts';
import { evaluate } from './evaluate.ts';
import type { Shelves } from './generated.ts';
import { ours } from './ours.ts';
import { itemCosine } from './recommenders/item-cosine.ts';
import { popularity } from './recommenders/popularity.ts';
import { bestScores, type Recommender, type Scores } from './recommenders/recommender.ts';
import { sessionNeighbours } from './recommenders/session-neighbours.ts';
import { shallowAutoencoder } from './recommenders/shallow-autoencoder.ts';
import type { Case, Split } from './splits/split.ts';

export interface Rung {
  readonly name: string;
  /** What was chosen on the validation split, for whoever reads the table. */
  readonly chosen: string;
  readonly recommender: Recommender;
}

/** One way to recommend: what is open in it, and how it learns. */
interface Way {
  readonly setting: string;
  learn(training: Split['training']): Recommender | Promise<Recommender>;
}

type Ways = readonly [Way, ...Way[]];

const day = 86_400_000;
/** Products that the closed form is solved for. */
const most = 5_000;
/** What a recommender has to say for a blend: further down nobody looks. */
const said = 100;

const settings = <T>(values: readonly [T, ...T[]], way: (value: T) => Way): Ways => {
  const [first, ...others] = values;
  return [way(first), ...others.map(way)];
};

/** The single ways, simplest first. */
const waysOf = (shelves: Shelves): readonly { readonly name: string; readonly ways: Ways }[] => [
  {
    name: 'popularity',
    ways: settings([1, 7, 28, 365], (days) => ({
      setting: `half-life ${days} d`,
      learn: (known) => popularity(known, days * day),
    })),
  },
  { name: 'item-item cosine', ways: [{ setting: '', learn: (known) => itemCosine(known, 0) }] },
  {
    name: 'item-item cosine, damped',
    ways: settings([2, 10, 50, 200], (shrinkage) => ({
      setting: `n / (n + ${shrinkage})`,
      learn: (known) => itemCosine(known, shrinkage),
    })),
  },
  { name: 'session kNN (V-SKNN)', ways: [{ setting: '', learn: sessionNeighbours }] },
  {
    name: 'EASE',
    ways: settings([10, 50, 200, 500, 1_000], (regularization) => ({
      setting: `λ ${regularization}`,
      learn: (known) => shallowAutoencoder(known, { most, regularization }),
    })),
  },
  {
    name: 'functions/analytics + functions/recommend',
    ways: [{ setting: '', learn: (known) => ours(known, shelves) }],
  },
];

/**
 * Every way to recommend, learned from the training part of a split, and the best blend of them. What a way leaves open is
 * chosen on `validation`, a split of that training part, so nothing that is measured has been seen before.
 */
export async function ladder(split: Split, validation: Split, shelves: Shelves): Promise<Rung[]> {
  const rungs: Rung[] = [];
  const rehearsed: Recommender[] = [];
  for (const { name, ways } of waysOf(shelves)) {
    const { way, recommender } = await best(ways, validation);
    rehearsed.push(remembered(recommender, validation));
    rungs.push({ name, chosen: way.setting, recommender: remembered(await way.learn(split.training), split) });
  }
  const weights = bestWeights(rehearsed, validation);
  const chosen = weights.flatMap((weight, part) => (weight > 0 ? `${weight} ${rungs[part]?.name}` : [])).join(' + ');
  const recommender = blended(
    rungs.map((rung) => rung.recommender),
    weights,
  );
  return [...rungs, { name: 'blend', chosen, recommender }];
}

async function best(
  [first, ...others]: Ways,
  validation: Split,
): Promise<{ readonly way: Way; readonly recommender: Recommender }> {
  let found = { way: first, recommender: await first.learn(validation.training) };
  if (others.length === 0) return found;
  let quality = evaluate(found.recommender, validation).ndcg10;
  for (const way of others) {
    const recommender = await way.learn(validation.training);
    const { ndcg10 } = evaluate(recommender, validation);
    if (ndcg10 > quality) [found, quality] = [{ way, recommender }, ndcg10];
  }
  return found;
}

function bestWeights(recommenders: readonly Recommender[], validation: Split): readonly number[] {
  return shares(recommenders.length)
    .map((weights) => ({ weights, ...evaluate(blended(recommenders, weights), validation) }))
    .reduce((one, other) => (other.ndcg10 > one.ndcg10 ? other : one)).weights;
}

/** A recommender that answers the same case once only, with its best. */
function remembered(recommender: Recommender, { repeats }: Split): Recommender {
  const known = new WeakMap<Case, Scores>();
  return (one) => {
    const scores = known.get(one) ?? bestScores(recommender(one), one, repeats, said);
    known.set(one, scores);
    return scores;
  };
}
