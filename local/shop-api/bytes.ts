// Bytes that mean something in JSON.

export const newline = 0x0a;
export const space = 0x20;
export const quote = 0x22;
export const comma = 0x2c;
export const openArray = 0x5b;
export const backslash = 0x5c;
export const closeArray = 0x5d;
export const openObject = 0x7b;
export const closeObject = 0x7d;

/** White space of RFC 8259. */
export const isSpace = (byte: number): boolean => byte === space || byte === newline || byte === 0x0d || byte === 0x09;

/** Second to fourth bytes of a UTF-8 character: they make no column of their own. */
export const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

/** A byte for people. */
export const shown = (byte: number): string =>
  byte > space && byte < 0x7f ? String.fromCharCode(byte) : `byte 0x${byte.toString(16).padStart(2, '0')}`;
