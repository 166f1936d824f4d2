const unpack = (by: string): string => `is compressed; unpack it first: ${by} FILE | npm run -s shop -- send --file -`;

const utf16 = (encoding: string): string => `is UTF-16; add --encoding ${encoding}, or save it as UTF-8`;

/** First bytes of files that people send by mistake, and what to do about it. */
const strangers: readonly { readonly start: readonly number[]; readonly advice: string }[] = [
  { start: [0xff, 0xfe], advice: utf16('utf-16le') },
  { start: [0xfe, 0xff], advice: utf16('utf-16be') },
  // { and [ without a byte order mark.
  { start: [0x7b, 0x00], advice: utf16('utf-16le') },
  { start: [0x5b, 0x00], advice: utf16('utf-16le') },
  { start: [0x00, 0x7b], advice: utf16('utf-16be') },
  { start: [0x00, 0x5b], advice: utf16('utf-16be') },
  { start: [0x1f, 0x8b], advice: unpack('gunzip -c') },
  // PK: zip archives, and with them the workbooks of spreadsheets.
  { start: [0x50, 0x4b, 0x03, 0x04], advice: unpack('unzip -p') },
  // BZh
  { start: [0x42, 0x5a, 0x68], advice: unpack('bunzip2 -c') },
  { start: [0xfd, 0x37, 0x7a, 0x58, 0x5a], advice: unpack('xz -dc') },
  { start: [0x28, 0xb5, 0x2f, 0xfd], advice: unpack('zstd -dc') },
  { start: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], advice: unpack('7z x -so') },
  // Rar!
  { start: [0x52, 0x61, 0x72, 0x21], advice: unpack('unrar p -inul') },
];

/** What to do about a file that is no JSON text, by how it begins. */
export const strangerAdvice = (head: Buffer): string | undefined =>
  strangers.find(({ start }) => start.every((byte, index) => head[index] === byte))?.advice;
