import { foldSign, isLetter } from './letters.ts';
import type { Character, Piece } from './read-text.ts';
import { setApartEnd } from './words.ts';

/** Letters one behind the other, whatever marks stand between them; a blank where there are blanks. */
export interface RunningLetters {
  readonly letters: string;
  /** The characters of a text that they are, one for each UTF-16 unit. */
  readonly owners: readonly Character[];
}

/** In which way the letters of a text run. */
export interface Running {
  /** Without the blanks between letters that are set apart. */
  readonly isJoined: boolean;
  /** With letters for the digits and signs of words that hold a letter. */
  readonly isFolded: boolean;
}

export function runningLetters(pieces: readonly Piece[], { isJoined, isFolded }: Running): RunningLetters {
  const characters = charactersIn(pieces, isJoined);
  const running = isFolded ? withSignsFolded(characters) : characters;
  return {
    letters: running.map(({ character }) => character).join(''),
    owners: running.flatMap((each) =>
      each.character.length === 1 ? each : Array<Character>(each.character.length).fill(each),
    ),
  };
}

function charactersIn(pieces: readonly Piece[], isJoined: boolean): Character[] {
  const letters: Character[] = [];
  let joinedFrom = 0;
  let joinedTo = 0;
  for (const [index, piece] of pieces.entries()) {
    const apart = isJoined ? setApartEnd(pieces, index) : undefined;
    if (apart !== undefined) [joinedFrom, joinedTo] = [index, apart];
    const isApart = index < joinedTo && index !== joinedFrom;
    const previous = pieces[index - 1];
    if (previous !== undefined && piece.follows === 'blank' && !isApart)
      letters.push({ character: ' ', from: previous.to, to: piece.from });
    letters.push(...piece.characters);
  }
  return letters;
}

function withSignsFolded(letters: readonly Character[]): Character[] {
  const words: { readonly characters: Character[]; hasLetter: boolean }[] = [{ characters: [], hasLetter: false }];
  for (const each of letters) {
    if (each.character === ' ') words.push({ characters: [], hasLetter: false });
    const word = words.at(-1);
    word?.characters.push(each);
    if (word !== undefined && isLetter(each.character)) word.hasLetter = true;
  }
  return words.flatMap(({ characters, hasLetter }) =>
    hasLetter ? characters.map((each) => ({ ...each, character: foldSign(each.character) })) : characters,
  );
}
