/** Tags that Telegram knows, see https://core.telegram.org/bots/api#html-style. */
const known = new Set([
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ins',
  's',
  'strike',
  'del',
  'a',
  'code',
  'pre',
  'span',
  'tg-spoiler',
  'tg-emoji',
  'blockquote',
]);

/** Why Telegram would refuse a text as HTML; undefined when it would not. */
export function htmlProblem(text: string): string | undefined {
  const open: string[] = [];
  for (const [tag, slash = '', name = ''] of text.matchAll(/<(\/?)([^\s>]*)[^>]*>?/gu)) {
    if (!known.has(name.toLowerCase())) return `unsupported start tag "${name}"`;
    if (!tag.endsWith('>')) return 'unclosed start tag';
    if (slash === '') open.push(name.toLowerCase());
    else if (open.pop() !== name.toLowerCase()) return `unmatched end tag "${name}"`;
  }
  return open.length === 0 ? undefined : `can't find end tag corresponding to start tag "${open.at(-1)}"`;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** The text as a person reads it in Telegram, and where its links lead. */
export const plainText = (html: string): string =>
  html
    .replaceAll(/<a href="(?<url>[^"]*)">(?<text>[^<]*)<\/a>/gu, '$<text>: $<url>')
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll(/&(?:#(?<code>\d+)|(?<name>lt|gt|amp|quot));/gu, (_, code?: string, name?: string) =>
      name === undefined ? String.fromCodePoint(Number(code)) : (entities[name] ?? ''),
    );
