import { join } from 'node:path';
import { functionNames } from '../../modules/platform/function-names.ts';
import { topicNames } from '../../modules/platform/topics.ts';
import { entriesOf, keysOf } from '../../modules/objects/entries.ts';
import { projectRoot } from '../instance/instance.ts';
import { arrows, buriers, functionThing, topicThing, type Arrow, type Thing } from './arrows.ts';
import { functionPlaces, otherPlaces, topicPlaces, type OtherName, type Place } from './places.ts';
import { box, route, type Point } from './route.ts';

const step = { across: 2 * box.lane, down: 74 };
const margin = { left: 82, top: 84 };
const size = { width: 1_560, height: 786 };

const pointAt = ([column, row]: Place): Point => [margin.left + column * step.across, margin.top + row * step.down];

interface Look {
  readonly fill: string;
  readonly stroke: string;
  readonly radius: number;
}

const looks = {
  topic: { fill: '#fff4d6', stroke: '#c9962b', radius: 20 },
  function: { fill: '#e3ecfd', stroke: '#3166c8', radius: 5 },
  other: { fill: '#eef1f4', stroke: '#7b8594', radius: 10 },
} as const satisfies Readonly<Record<string, Look>>;

const places: ReadonlyMap<Thing, Place> = new Map<Thing, Place>([
  ...entriesOf(topicPlaces).map(([name, place]) => [topicThing(name), place] as const),
  ...entriesOf(functionPlaces).map(([name, place]) => [functionThing(name), place] as const),
  ...entriesOf<OtherName, Place>(otherPlaces),
]);

const pointOf = (thing: Thing): Point => pointAt(places.get(thing) ?? [0, 0]);

function drawn(thing: Thing, { fill, stroke, radius }: Look): string {
  const [x, y] = pointOf(thing);
  const name = thing.replaceAll(/^[([]|[)\]]$/gu, '');
  const note = notes[thing];
  const frame = `<rect x="${x - box.width / 2}" y="${y - box.height / 2}" width="${box.width}" height="${box.height}" rx="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`;
  return frame + (note === undefined ? text(x, y + 4, name) : text(x, y - 2, name) + text(x, y + 12, note, 'note'));
}

const text = (x: number, y: number, content: string, style = 'name'): string =>
  `<text x="${x}" y="${y}" class="${style}">${content}</text>`;

function arrow({ from, to, isAside, via }: Arrow): string {
  const dashes = isAside === true ? ' stroke-dasharray="5 4"' : '';
  return `<path d="${route(pointOf(from), pointOf(to), via?.map(pointAt))}" class="arrow"${dashes}/>`;
}

/** What a thing has to do with what no arrow shows. */
const notes: Partial<Record<Thing, string>> = {
  '[search]': 'asks OpenSearch',
  '[recommend]': 'asks OpenSearch',
  '[categories]': 'asks OpenSearch',
  '[bans]': 'asks OpenSearch',
  '[openapi]': 'the API as a page',
  '[analytics]': 'every 10 minutes',
  '[sweep]': 'asks OpenSearch',
  '(banned_products)': 'the ban list',
  '(dead_letters)': 'not processed',
  '[metrics]': 'asks everything',
  OpenSearch: 'products, figures',
  HDFS: 'raw, analyses',
  'CloudWatch, SNS': 'alarms',
};

function gateway(): string {
  const [x, top] = pointAt([1, 0.52]);
  const [, bottom] = pointAt([1, 8.42]);
  return (
    `<rect x="${x - 78}" y="${top}" width="156" height="${bottom - top}" rx="14" fill="#f4f7fd" stroke="#9fb6e3" stroke-dasharray="2 3"/>` +
    text(x, top + 219, 'API Gateway', 'note')
  );
}

function legend(): string {
  const y = size.height - 22;
  const entry = (x: number, { fill, stroke, radius }: Look, content: string): string =>
    `<rect x="${x}" y="${y - 12}" width="30" height="16" rx="${Math.min(radius, 8)}" fill="${fill}" stroke="${stroke}"/><text x="${x + 38}" y="${y}" class="legend">${content}</text>`;
  return (
    entry(40, looks.topic, 'topic of Kafka') +
    entry(180, looks.function, 'Lambda function') +
    entry(330, looks.other, 'people and servers') +
    `<path d="M500 ${y - 4}h36" class="arrow"/><text x="544" y="${y}" class="legend">records, calls</text>` +
    `<path d="M660 ${y - 4}h36" class="arrow" stroke-dasharray="5 4"/><text x="704" y="${y}" class="legend">reads the ban list itself</text>` +
    `<text x="880" y="${y}" class="legend">into dead_letters goes what ${buriers().join(', ')} cannot process</text>`
  );
}

const style =
  'text{font-family:"DejaVu Sans",Verdana,sans-serif;text-anchor:middle;fill:#1f2530}.name{font-size:13px}' +
  '.note{font-size:10px;fill:#5a6472}.legend{font-size:11px;text-anchor:start;fill:#5a6472}' +
  '.arrow{fill:none;stroke:#566072;stroke-width:1.4;marker-end:url(#head)}';

export const pictureFile = join(projectRoot, 'docs/pictures/architecture.svg');

/** The flow as SVG. */
export function flowPicture(): string {
  const things = [
    ...topicNames.map((name) => drawn(topicThing(name), looks.topic)),
    ...functionNames.map((name) => drawn(functionThing(name), looks.function)),
    ...keysOf(otherPlaces).map((name) => drawn(name, looks.other)),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">`,
    '<title>Topics, functions and servers of the marketplace&#39;s analytics platform</title>',
    `<style>${style}</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0l8 4-8 4z" fill="#566072"/></marker></defs>',
    `<rect width="${size.width}" height="${size.height}" fill="#ffffff"/>`,
    gateway(),
    ...arrows().map(arrow),
    ...things,
    legend(),
    '</svg>',
    '',
  ].join('\n');
}
