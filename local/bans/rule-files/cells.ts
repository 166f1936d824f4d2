// How values stand in the cells of a CSV file, so that reading gives back what was written.

/** What a spreadsheet may take for the beginning of a formula. https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^['=+\-@\t\r\n＝＋－＠]/u;
const protectedFormula = /^'(?=['=+\-@\t\r\n＝＋－＠])/u;

/** A text that no spreadsheet computes: an apostrophe goes before what might be a formula, and before an apostrophe. */
export const protect = (text: string): string => (formula.test(text) ? `'${text}` : text);

export const unprotect = (cell: string): string => cell.replace(protectedFormula, '');

/** Texts in one cell, with ; between them; a backslash goes before a ; and a backslash of their own. */
export const joinList = (texts: readonly string[]): string =>
  texts.map((text) => protect(text).replaceAll(/[\\;]/gu, String.raw`\$&`)).join(';');

/** The texts of a cell, without blank ones. A backslash before anything else is just a backslash. */
export const splitList = (cell: string): string[] =>
  Array.from(cell.matchAll(/(?:\\[\\;]|[^;])+/gu), ([part]) =>
    unprotect(part.replaceAll(/\\([\\;])/gu, '$1').trim()),
  ).filter((part) => part !== '');

/** One line of RFC 4180. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",;\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
