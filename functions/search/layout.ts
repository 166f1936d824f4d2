/** Keys of a keyboard in Russia, from left to right and from top to bottom, as either layout reads them. */
const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const russian = 'ёйцукенгшщзхъфывапролджэячсмитьбю';

const toRussian = new Map(latin.split('').map((key, index) => [key, russian.charAt(index)]));
const toLatin = new Map([...toRussian].map(([key, letter]) => [letter, key]));

/**
 * What a text would be had it been typed with the other keyboard layout: «xfcs» is «часы», «чшфщьш» is "xiaomi".
 * `undefined` when it has no letters, or letters of both alphabets: then nobody forgot to switch.
 */
export function switchLayout(text: string): string | undefined {
  const lower = text.toLowerCase();
  const hasLatin = /[a-z]/.test(lower);
  const hasRussian = /[а-яё]/.test(lower);
  if (hasLatin === hasRussian) return undefined;
  const other = hasLatin ? toRussian : toLatin;
  return lower.replaceAll(/./g, (letter) => other.get(letter) ?? letter);
}
