/** Of a Russian noun: masculine, feminine, neuter, or a plural such as «часы». */
export type Gender = 'm' | 'f' | 'n' | 'p';

type Endings = Readonly<Record<Gender, string>>;

const hard: Endings = { m: 'ый', f: 'ая', n: 'ое', p: 'ые' };
const stressed: Endings = { m: 'ой', f: 'ая', n: 'ое', p: 'ые' };
const soft: Endings = { m: 'ий', f: 'яя', n: 'ее', p: 'ие' };
const afterVelar: Endings = { m: 'ий', f: 'ая', n: 'ое', p: 'ие' };
const afterHush: Endings = { m: 'ий', f: 'ая', n: 'ее', p: 'ие' };

/** An adjective, given in the masculine nominative as dictionaries do, in the gender of its noun: «умный» → «умные». */
export function agree(adjective: string, gender: Gender): string {
  if (adjective.endsWith('ся')) return `${agree(adjective.slice(0, -2), gender)}ся`;
  const stem = adjective.slice(0, -2);
  return stem + endingsOf(stem, adjective.slice(-2))[gender];
}

function endingsOf(stem: string, ending: string): Endings {
  const last = stem.at(-1) ?? '';
  if (ending === 'ый') return hard;
  if (ending === 'ой') return 'гкхжшчщ'.includes(last) ? { ...stressed, p: 'ие' } : stressed;
  if ('гкх'.includes(last)) return afterVelar;
  return 'жшчщ'.includes(last) ? afterHush : soft;
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const uncapitalised = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
