import { decodeHTML } from 'entities/decode';

/** A stretch of a text that is read as something else: an entity as its character, a tag as nothing. */
export interface Markup {
  readonly from: number;
  readonly to: number;
  readonly readAs: string;
}

/** Tags at which a reader sees a new line. They may divide a word, as any mark may. */
const dividing = new Set(
  'address article aside blockquote br dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

const dividingTag = '|';

/** A comment, a tag with its name, or an entity. A tag may lack its end: browsers show nothing of it. */
const markup =
  /<!--[^]*?(?:-->|$)|<[!?][^<>]*>?|<\/?([a-zA-Z][\w:-]*)(?:\s[^<>]*|\/)?>|&(?:#\d+|#[xX][\da-fA-F]+|[a-zA-Z][a-zA-Z\d]*);?/g;

/** The tags and entities of a text, in order. */
export function findMarkup(text: string): Markup[] {
  const found: Markup[] = [];
  if (!text.includes('<') && !text.includes('&')) return found;
  for (const match of text.matchAll(markup)) {
    const [whole, tag] = match;
    const readAs = whole.startsWith('&') ? decodeHTML(whole) : tagReadAs(tag);
    if (readAs !== whole) found.push({ from: match.index, to: match.index + whole.length, readAs });
  }
  return found;
}

const tagReadAs = (name: string | undefined): string =>
  name !== undefined && dividing.has(name.toLowerCase()) ? dividingTag : '';
