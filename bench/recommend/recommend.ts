import { readFile } from 'node:fs/promises';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { fromCallersFolder } from '../../local/command-line/run.ts';
import { findInstance } from '../../local/instance/instance.ts';
import { itemCosine, popularity } from './baselines.ts';
import { evaluate } from './evaluate.ts';
import { generateBehaviour } from './generated.ts';
import { measureLatency } from './latency.ts';
import { ours } from './ours.ts';
import { readRatings } from './ratings.ts';
import { renderLatency, renderQuality } from './render.ts';
import { leaveLastOut, type BuyerEvents } from './split.ts';

export interface RecommendOptions {
  /** Ratings to evaluate on, beside the generated behaviour. */
  readonly file?: string;
  readonly products: number;
  readonly buyers: number;
  /** A running platform whose answers are timed. */
  readonly instance?: string;
  readonly calls: number;
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);
const print = (text: string): boolean => process.stdout.write(`${text}\n\n`);
const linesTold = 20;
const noCategories: ReadonlyMap<string, string> = new Map();

/** How well the next product of a buyer is predicted, beside popularity and plain item-item cosine; and how fast the answer is. */
export async function benchRecommend({ file, products, buyers, instance, calls }: RecommendOptions): Promise<void> {
  const ratings = file === undefined ? undefined : await ratingsOf(file);
  const generated = generateBehaviour(products, buyers);
  await measureQuality(`generated, ${products} products`, generated.buyers, generated.categoryOf);
  if (file !== undefined && ratings !== undefined) await measureQuality(file, ratings, noCategories);
  if (instance === undefined) return;
  const running = findInstance(instance);
  tell(`${calls} answers of ${instance}, then ${calls} four at a time…`);
  const alone = await measureLatency(running, calls, 1);
  print(renderLatency([alone, await measureLatency(running, calls, 4)]));
}

async function measureQuality(
  data: string,
  everyone: readonly BuyerEvents[],
  categoryOf: ReadonlyMap<string, string>,
): Promise<void> {
  const { training, cases } = leaveLastOut(everyone);
  if (cases.length === 0)
    throw new PlatformError('input_invalid', `${data} has no buyer of three products or more to evaluate`);
  tell(`${data}: ${cases.length} cases…`);
  const recommenders = [
    { name: 'popularity', recommender: popularity(training) },
    { name: 'item-item cosine', recommender: itemCosine(training) },
    { name: 'functions/analytics + functions/recommend', recommender: await ours(training, categoryOf) },
  ];
  const qualities = recommenders.map(({ name, recommender }) => ({ name, quality: evaluate(recommender, cases) }));
  const events = everyone.reduce((sum, one) => sum + one.events.length, 0);
  print(renderQuality({ data, buyers: everyone.length, events, cases: cases.length, qualities }));
}

async function ratingsOf(file: string): Promise<readonly BuyerEvents[]> {
  const text = await readFile(fromCallersFolder(file), 'utf8').catch((error: unknown) => {
    throw new PlatformError('input_invalid', `${file} cannot be read`, { cause: error });
  });
  const { buyers, bad } = readRatings(text);
  for (const { line, message } of bad.slice(0, linesTold)) tell(`${file}:${line}: ${message}`);
  if (bad.length > linesTold) tell(`${file}: ${bad.length - linesTold} more lines cannot be read`);
  return buyers;
}
