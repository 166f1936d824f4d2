import { characterOf } from './letters.ts';

/** The dictionary as it lies in its file; local/russian/encode.ts writes it. */
export interface Table {
  readonly endings: readonly string[];
  /** The numbers of the endings of each paradigm; the first makes the lemma. */
  readonly paradigms: readonly (readonly number[])[];
  /** The letters of all stems, one behind the other; the stem of word n goes from stems[n] to stems[n + 1]. */
  readonly letters: Uint8Array;
  readonly stems: Uint32Array;
  /** The paradigm of each word. */
  readonly paradigmOf: Uint16Array;
}

/** Behind every spelling in the file. */
const end = 63;

/** Reads a list of endings, a list of paradigms, and the sorted words; a zero ends each list. */
export function readTable(bytes: Uint8Array): Table {
  const reader = new Reader(bytes);
  const endings: string[] = [];
  while (!reader.isEndOfList()) endings.push(reader.spelling());
  const paradigms: number[][] = [];
  while (!reader.isEndOfList()) paradigms.push(Array.from({ length: reader.number() }, () => reader.number()));
  return { endings, paradigms, ...readWords(reader, reader.number(), reader.number()) };
}

function readWords(reader: Reader, count: number, size: number): Pick<Table, 'letters' | 'stems' | 'paradigmOf'> {
  const letters = new Uint8Array(size);
  const stems = new Uint32Array(count + 1);
  const paradigmOf = new Uint16Array(count);
  let previous = 0;
  let at = 0;
  for (let word = 0; word < count; word++) {
    const start = at;
    for (let shared = reader.number(); shared > 0; shared--) letters[at++] = letters[previous++] ?? 0;
    for (let letter = reader.number(); letter !== end; letter = reader.number()) letters[at++] = letter;
    paradigmOf[word] = reader.number();
    stems[word + 1] = at;
    previous = start;
  }
  return { letters, stems, paradigmOf };
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  isEndOfList(): boolean {
    if (this.#bytes[this.#at] !== 0) return false;
    this.#at++;
    return true;
  }

  /** Seven bits a byte, the lowest first; all but the last byte have the eighth bit. */
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.#at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  spelling(): string {
    let text = '';
    for (let letter = this.number(); letter !== end; letter = this.number()) text += characterOf(letter);
    return text;
  }
}
