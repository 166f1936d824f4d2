/** What no reader sees, and marks that stand behind the letter that they belong to, as macOS writes them. */
const unreadable = /[\p{Cf}\u0300-\u036F\u115F\u1160\u3164]/u;
const invisible = /[\p{Cf}\u115F\u1160\u3164]/gu;

/** A text as it looks, so that its words are found: each letter in one code point, and nothing invisible inside of words. */
export const readableText = (text: string): string =>
  unreadable.test(text) ? text.normalize('NFC').replaceAll(invisible, '') : text;
