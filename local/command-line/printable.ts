const maxNameLength = 60;

/**
 * Text of others without what steers a terminal: control characters, ends of lines, marks that change the direction of
 * writing, halves of characters.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, ' ');

/** The beginning of a text that is too long for a table. */
export const shortened = (text: string, most = maxNameLength): string =>
  text.length > most ? `${text.slice(0, most - 1).replace(/\p{Cs}$/u, '')}…` : text;
