/** Characters of text around a match, and of the match itself, that are shown. */
const around = 60;
const longestMatch = 60;

/** What would break a line or turn the direction of the text around it. */
const disturbing = /[\p{Cc}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/** The text around a match, which is `text.slice(at, at + length)`, with the match in «…»; cut between characters. */
export function marked(text: string, at: number, length: number): string {
  const match = Array.from(text.slice(at, at + length));
  const side = Math.max(10, Math.floor((around - match.length) / 2));
  const before = Array.from(text.slice(0, at));
  const behind = Array.from(text.slice(at + length));
  const shown = [
    before.length > side ? '…' : '',
    ...before.slice(-side),
    '«',
    ...(match.length > longestMatch ? [...match.slice(0, longestMatch - 1), '…'] : match),
    '»',
    ...behind.slice(0, side),
    behind.length > side ? '…' : '',
  ];
  return shown.join('').replaceAll(disturbing, ' ').toWellFormed();
}
