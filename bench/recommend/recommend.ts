import { readFile } from 'node:fs/promises';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { fromCallersFolder } from '../../local/command-line/run.ts';
import { findInstance } from '../../local/instance/instance.ts';
import { readBehaviour, type BehaviourFile } from './behaviour-file.ts';
import { evaluate, meanQuality, type Quality } from './evaluate.ts';
import { generateBehaviour, type Shelves } from './generated.ts';
import { ladder } from './ladder.ts';
import { measureLatency } from './latency.ts';
import { renderLatency, renderQuality } from './render.ts';
import { splitByTime } from './splits/by-time.ts';
import { splitInFolds } from './splits/folds.ts';
import { leaveLastOut } from './splits/leave-last-out.ts';
import { splitSessions } from './splits/sessions.ts';
import type { BuyerEvents, Split } from './splits/split.ts';

/** How behaviour can be split into what is learned from and what is predicted. */
export const splitters = {
  'leave-last-out': (buyers) => [leaveLastOut(buyers)],
  time: (buyers) => [splitByTime(buyers)],
  folds: splitInFolds,
  sessions: (buyers) => [splitSessions(buyers)],
} as const satisfies Record<string, (buyers: readonly BuyerEvents[]) => Split[]>;

export type SplitName = keyof typeof splitters;

export interface RecommendOptions {
  /** Ratings or sessions to evaluate on, beside the generated behaviour. */
  readonly file?: string;
  readonly split?: SplitName;
  readonly products: number;
  readonly buyers: number;
  /** A running platform whose answers are timed. */
  readonly instance?: string;
  readonly calls: number;
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);
const print = (text: string): boolean => process.stdout.write(`${text}\n\n`);
const linesTold = 20;
const noShelves: Shelves = new Map();

/** How well each way to recommend predicts what buyers meet next, and how fast the platform's answer is. */
export async function benchRecommend(options: RecommendOptions): Promise<void> {
  const { file, split, products, buyers, instance, calls } = options;
  const behaviour = file === undefined ? undefined : await behaviourOf(file);
  const generated = generateBehaviour(products, buyers);
  for (const name of split === undefined ? (['leave-last-out', 'time'] as const) : [split])
    await measureQuality(`generated, ${products} products`, name, generated.buyers, generated.shelves);
  if (file !== undefined && behaviour !== undefined) {
    const usual =
      behaviour.kind === 'sessions' ? (['sessions'] as const) : (['leave-last-out', 'time', 'folds'] as const);
    for (const name of split === undefined ? usual : [split])
      await measureQuality(file, name, behaviour.buyers, noShelves);
  }
  if (instance === undefined) return;
  const running = findInstance(instance);
  tell(`${calls} answers of ${instance}, then ${calls} four at a time…`);
  const alone = await measureLatency(running, calls, 1);
  print(renderLatency([alone, await measureLatency(running, calls, 4)]));
}

async function measureQuality(
  data: string,
  name: SplitName,
  everyone: readonly BuyerEvents[],
  shelves: Shelves,
): Promise<void> {
  const figures = new Map<string, { readonly chosen: string; readonly qualities: [Quality, ...Quality[]] }>();
  let cases = 0;
  for (const split of splitters[name](everyone)) {
    const [validation] = splitters[name](split.training);
    if (split.cases.length === 0 || validation === undefined || validation.cases.length === 0)
      throw new PlatformError('input_invalid', `${data} has too little to predict, split ${name}`);
    tell(`${data}, ${name}: ${split.cases.length} cases…`);
    cases += split.cases.length;
    for (const { name: rung, chosen, recommender } of await ladder(split, validation, shelves)) {
      const quality = evaluate(recommender, split, shelves);
      const known = figures.get(rung);
      if (known === undefined) figures.set(rung, { chosen, qualities: [quality] });
      else known.qualities.push(quality);
    }
  }
  const qualities = [...figures].map(([rung, { chosen, qualities: all }]) => ({
    name: rung,
    chosen,
    quality: meanQuality(all),
  }));
  const events = everyone.reduce((sum, one) => sum + one.events.length, 0);
  print(renderQuality({ data, split: name, buyers: everyone.length, events, cases, qualities }));
}

async function behaviourOf(file: string): Promise<BehaviourFile> {
  const text = await readFile(fromCallersFolder(file), 'utf8').catch((error: unknown) => {
    throw new PlatformError('input_invalid', `${file} cannot be read`, { cause: error });
  });
  const behaviour = readBehaviour(text);
  const { bad } = behaviour;
  for (const { line, message } of bad.slice(0, linesTold)) tell(`${file}:${line}: ${message}`);
  if (bad.length > linesTold) tell(`${file}: ${bad.length - linesTold} more lines cannot be read`);
  return behaviour;
}
