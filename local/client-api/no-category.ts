import { PlatformError } from '../../modules/errors/platform-error.ts';

const mostMeant = 3;
/** Letters that may be wrong in a name for it to be meant all the same, of so many letters one. */
const lettersPerMistake = 4;

/** There is no category of that name; those that were probably meant are named. */
export function noCategory(name: string, categories: readonly string[]): PlatformError {
  const wanted = folded(name);
  const isMeant = (category: string): boolean =>
    folded(category).includes(wanted) ||
    distance(folded(category), wanted) <= Math.floor(wanted.length / lettersPerMistake);
  const meant = categories.filter((category) => isMeant(category)).slice(0, mostMeant);
  const hint =
    meant.length === 0
      ? 'npm run client -- categories lists all'
      : `did you mean ${meant.map((category) => `«${category}»`).join(' or ')}?`;
  return new PlatformError('request_refused', `there is no category «${name}»; ${hint}`);
}

const folded = (text: string): string => text.trim().toLowerCase().replaceAll('ё', 'е');

/** Letters to put in, take out or change until one word is the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      const changed = (row[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
