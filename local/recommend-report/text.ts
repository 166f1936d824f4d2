import { plainTable } from '../observe/table.ts';
import type { Difference, Share } from './intervals.ts';
import type { RecommendReport } from './summarize.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
const points = (value: number): string => `${value < 0 ? '' : '+'}${(value * 100).toFixed(1)}`;
const shareText = ({ share, low, high, count, of }: Share): string =>
  `${percent(share)} [${percent(low)}, ${percent(high)}] ${count}/${of}`;
const differenceText = (one: Difference | undefined): string =>
  one === undefined ? '' : `${points(one.value)} [${points(one.low)}, ${points(one.high)}]`;

/** Both tables of a report. Intervals hold in 19 of 20 cases; a difference is one where its interval leaves out 0. */
export function reportText({ variants, algorithms }: RecommendReport): string {
  if (variants.length === 0) return 'No recommendations were shown in this time.';
  const byVariant = plainTable(
    ['variant', 'answers', 'buyers who clicked', 'buyers who bought', 'clicked, points more', 'bought, points more'],
    ['left', 'right', 'right', 'right', 'right', 'right'],
  );
  for (const { variant, answers, clicked, bought, more } of variants)
    byVariant.push([
      variant,
      String(answers),
      shareText(clicked),
      shareText(bought),
      differenceText(more?.clicked),
      differenceText(more?.bought),
    ]);
  const byAlgorithm = plainTable(
    ['variant', 'algorithm', 'items clicked', 'items bought'],
    ['left', 'left', 'right', 'right'],
  );
  for (const { variant, algorithm, clicked, bought } of algorithms)
    byAlgorithm.push([variant, algorithm, shareText(clicked), shareText(bought)]);
  return `${byVariant.toString()}\n\n${byAlgorithm.toString()}`;
}
