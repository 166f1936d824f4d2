import { piecesOf } from '../../../modules/search-terms/pieces.ts';
import { phraseKey } from './equivalents.ts';
import { readLines } from './files.ts';

let loaded: ReadonlyMap<string, readonly string[]> | undefined;

function load(): ReadonlyMap<string, readonly string[]> {
  const pairs = readLines('kinds.txt').flatMap((line) => {
    const [kind = '', things = ''] = line.split(': ');
    return things.split(', ').map((thing) => [phraseKey(piecesOf(thing)), kind] as const);
  });
  return new Map(
    [...Map.groupBy(pairs, ([thing]) => thing)].map(([thing, its]) => [thing, its.map(([, kind]) => kind)]),
  );
}

/** What a thing is one of, whatever form its words have: an «айфон» is a «смартфон». */
export const kindsOf = (thing: string): readonly string[] => (loaded ??= load()).get(phraseKey(piecesOf(thing))) ?? [];
