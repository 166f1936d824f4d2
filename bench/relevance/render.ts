import { plainTable } from '../../local/observe/table.ts';
import { printable, shortened } from '../../local/command-line/printable.ts';
import { belowBar, type Answered, type Corrections } from './evaluate.ts';
import { measures, raisedBar, type Quality, type QueryClass } from './judged/classes.ts';

/** One class, measured. */
export interface ClassFigures {
  readonly class: QueryClass;
  readonly queries: number;
  readonly ours: Quality;
  readonly plain: Quality;
}

export interface Figures {
  readonly classes: readonly ClassFigures[];
  readonly all: Pick<ClassFigures, 'queries' | 'ours' | 'plain'>;
  readonly corrections: Corrections;
}

const digits = (value: number): string => value.toFixed(3);
const sides = ['ours', 'bar', 'plain'] as const;

/** A line for each class: our measures, their bars, and those of plain OpenSearch. */
export function renderFigures({ classes, all, corrections }: Figures): string {
  const groups = ['MRR@10', 'nDCG@10', 'recall@50'].flatMap((measure) => sides.map((side) => `${measure} ${side}`));
  const table = plainTable(
    ['class', 'queries', ...groups.map((title) => title.replace(' ', '\n')), ''],
    ['left', 'right', ...groups.map(() => 'right' as const), 'left'],
  );
  for (const figures of classes) table.push(row(figures.class.name, figures, figures.class.bar, remark(figures)));
  table.push(row('all', all, undefined, ''));
  return [table.toString(), ...correctionLines(corrections)].join('\n\n');
}

function correctionLines(corrections: Corrections): string[] {
  const { right, unchanged, unbothered, changed, changed_well, near, offered_well } = corrections;
  const lines = [
    ...(right === 0
      ? []
      : [
          `Of ${right} queries that are written as they are meant, ${percent(unchanged)} were searched for unchanged, ` +
            `${percent(unbothered)} without an offer.`,
        ]),
    ...(changed === 0
      ? []
      : [`Of ${changed} queries that were changed, ${percent(changed_well)} found what was meant.`]),
    ...(near === 0
      ? []
      : [`Of ${near} queries that nothing answers quite, ${percent(offered_well)} were offered what is near.`]),
  ];
  return lines.length === 0 ? [] : [lines.join('\n')];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const row = (name: string, figures: Figures['all'], bar: Quality | undefined, last: string): string[] => [
  name,
  String(figures.queries),
  ...measures.flatMap((measure) => [
    digits(figures.ours[measure]),
    bar?.[measure].toFixed(2) ?? '',
    digits(figures.plain[measure]),
  ]),
  last,
];

function remark({ class: one, ours, plain }: ClassFigures): string {
  const { bar } = one;
  const raised = raisedBar(bar, ours);
  return [
    ...(belowBar(one, ours).length > 0 ? ['below its bar'] : []),
    ...(measures.some((measure) => raised[measure] > bar[measure]) ? ['bar can be raised'] : []),
    ...(measures.some((measure) => plain[measure] > ours[measure]) ? ['plain is better'] : []),
  ].join(', ');
}

const shownNames = 3;

/** Each query whose first product is not what was asked for, what should have come, and what came. */
export function renderMisses(answered: readonly Answered[], nameOf: ReadonlyMap<string, string>): string {
  const missed = answered.filter(({ quality }) => quality.mrr10 < 1);
  const lines = missed.map(({ query, answer, quality }) => {
    const wanted = [...query.grades].flatMap(([id, grade]) => (grade === 2 ? [id] : []));
    const rank = quality.mrr10 === 0 ? 'not among ten' : `rank ${Math.round(1 / quality.mrr10)}`;
    const changed = answer.changedTo === undefined ? '' : `, changed to «${printable(answer.changedTo)}»`;
    return [
      `${query.class}: «${printable(query.text)}»${wanted.length === 0 ? '' : `, ${rank}`}${changed}`,
      `    wanted: ${listed(wanted, nameOf)}`,
      `    came:   ${listed(answer.ids, nameOf)}`,
    ].join('\n');
  });
  return [...lines, `${missed.length} of ${answered.length} queries missed`].join('\n');
}

function listed(ids: readonly string[], nameOf: ReadonlyMap<string, string>): string {
  if (ids.length === 0) return 'nothing';
  const names = ids.slice(0, shownNames).map((id) => shortened(printable(nameOf.get(id) ?? id)));
  return [...names, ...(ids.length > shownNames ? [`${ids.length - shownNames} more`] : [])].join(' · ');
}
