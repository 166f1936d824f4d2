import { remembered } from './remembered.ts';
import { isRussian, isRussianWord } from './words.ts';

/** How letters of the Latin alphabet sound, the longest groups first. Vowels are told apart by nobody: all are `a`. */
const latinSounds: readonly (readonly [RegExp, string])[] = [
  [/tion/g, 'shn'],
  [/(?:shch|sch|sh|ch(?=t))/g, 'S'],
  [/ch(?=[nrl])/g, 'h'],
  [/(?:tch|ch)/g, 'C'],
  [/zh/g, 'Z'],
  [/ph/g, 'f'],
  [/gh/g, 'g'],
  [/th/g, 't'],
  [/kh/g, 'h'],
  [/ck|q/g, 'k'],
  [/x/g, 'ks'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/w/g, 'v'],
  [/dg|dj|j(?=[aou])/g, 'dZ'],
  [/e$/g, ''],
];

const russianSounds: ReadonlyMap<string, string> = new Map(
  Object.entries({
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    ж: 'Z',
    з: 'z',
    к: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    ф: 'f',
    х: 'h',
    ц: 'ts',
    ч: 'C',
    ш: 'S',
    щ: 'S',
    ъ: '',
    ь: '',
  }),
);

/** Of fewer consonants too many words sound alike. */
const leastConsonants = 2;

/**
 * How a word sounds, so roughly that a name is the same in both alphabets: «самсунг» and "samsung", «хуавей» and "huawei".
 * `undefined` for words that are too short to be told by it.
 */
export function soundOf(word: string): string | undefined {
  const spelled = /[а-я]/.test(word)
    ? Array.from(word, (letter) => russianSounds.get(letter) ?? 'a').join('')
    : latinSounds.reduce((text, [letters, sound]) => text.replaceAll(letters, sound), word);
  const sound = spelled.replaceAll(/[aeiouyj]+/g, 'a').replaceAll(/(.)\1+/g, '$1');
  return sound.replaceAll('a', '').length >= leastConsonants ? sound : undefined;
}

/**
 * By what a name of a product is found in the other alphabet: `~` before a Latin word's sound, `^` before that of a Russian word
 * that no dictionary has. All other words are asked for by themselves.
 */
export const soundTerm = remembered((word): string | undefined => {
  const isLatin = /^[a-z]+$/.test(word);
  if (!isLatin && (!isRussian(word) || isRussianWord(word))) return undefined;
  const sound = soundOf(word);
  return sound === undefined ? undefined : `${isLatin ? '~' : '^'}${sound}`;
});
