import type { PastEvent } from '../../functions/recommend/interests.ts';
import type { BuyerEvents } from './splits/split.ts';

export interface BehaviourFile {
  /** Ratings are of people, sessions of one visit each. */
  readonly kind: 'ratings' | 'sessions';
  readonly buyers: readonly BuyerEvents[];
  readonly bad: readonly { readonly line: number; readonly message: string }[];
}

/** One way to write down who met what and when; times in epoch milliseconds. */
interface Format {
  readonly kind: BehaviourFile['kind'];
  readonly separator: string;
  readonly fields: readonly ('who' | 'item' | 'time' | 'rating' | 'category')[];
  time(text: string): number;
}

const seconds = (text: string): number => (/^\d{1,11}$/.test(text) ? Number(text) * 1_000 : NaN);
const instant = (text: string): number => (/^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : NaN);

const ratings = { kind: 'ratings', fields: ['who', 'item', 'rating', 'time'], time: seconds } as const;
/** MovieLens 100K, 1M and later ones; the clicks of YooChoose. */
const formats: readonly Format[] = [
  { ...ratings, separator: '\t' },
  { ...ratings, separator: '::' },
  { kind: 'sessions', separator: ',', fields: ['who', 'time', 'item', 'category'], time: instant },
  { ...ratings, separator: ',' },
];
const header = /^userId,/;
const number = /^-?\d+(\.\d+)?$/;

/**
 * Reads a file of ratings (user, item, rating and epoch seconds, between tabs, `::` or commas, as MovieLens has them) or of
 * clicks in sessions (session, ISO time, item, category, between commas, as YooChoose has them). Whatever the rating, the
 * user was interested enough to try the item: each is a click. Lines that cannot be read are told, each with its number
 * from 1; empty lines and a header are skipped.
 */
export function readBehaviour(text: string): BehaviourFile {
  const lines = text.split('\n').map((content) => content.trimEnd());
  const sample = lines.find((content) => content.trim() !== '' && !header.test(content)) ?? '';
  const format = formats.find((one) => fault(one, sample) === undefined) ?? formatOf(sample);
  const byBuyer = new Map<string, PastEvent[]>();
  const bad: { line: number; message: string }[] = [];
  for (const [index, content] of lines.entries()) {
    if (content.trim() === '' || header.test(content)) continue;
    const message = fault(format, content);
    if (message !== undefined) {
      bad.push({ line: index + 1, message });
      continue;
    }
    const field = fieldsOf(format, content);
    const buyer = field('who');
    const events = byBuyer.get(buyer) ?? [];
    events.push({ productId: field('item'), action: 'click', at: format.time(field('time')) });
    byBuyer.set(buyer, events);
  }
  return { kind: format.kind, buyers: [...byBuyer].map(([buyer, events]) => ({ buyer, events })), bad };
}

const ofTabs: Format = { ...ratings, separator: '\t' };

/** The format that a line comes nearest to. */
const formatOf = (line: string): Format => formats.find(({ separator }) => line.includes(separator)) ?? ofTabs;

function fieldsOf({ separator, fields }: Format, line: string): (name: Format['fields'][number]) => string {
  const values = line.split(separator);
  return (name) => values[fields.indexOf(name)] ?? '';
}

function fault(format: Format, line: string): string | undefined {
  const field = fieldsOf(format, line);
  const count = line.split(format.separator).length;
  if (count !== format.fields.length) return `has ${count} fields instead of ${format.fields.join(', ')}`;
  if (field('who') === '' || field('item') === '') return 'names no user or no item';
  if (format.fields.includes('rating') && !number.test(field('rating')))
    return `the rating "${field('rating').slice(0, 20)}" is no number`;
  if (Number.isNaN(format.time(field('time'))))
    return `the time "${field('time').slice(0, 20)}" is not in ${format.time === seconds ? 'epoch seconds' : 'ISO 8601'}`;
  return undefined;
}
