import { classOf, isAstralMark, unit } from './classes.ts';

/** What makes markup of `<` and `&`, when it follows. */
const opensMarkup = /[\p{L}#/!?]/u;

/** The classes of what is seen of a text: letters and digits, marks and blanks. For one text after the other. */
export class PlainUnits {
  #classes = new Uint16Array(1_024);
  #length = 0;
  #text = '';
  #isPlain = true;

  /** Those of the text that was read last, the first `length`; a blank is behind the last. */
  get classes(): Uint16Array {
    return this.#classes;
  }

  get length(): number {
    return this.#length;
  }

  /** False when something in the text means more than it shows: only reading it as a whole tells what. */
  read(text: string): boolean {
    if (text === this.#text) return this.#isPlain;
    if (text.length >= this.#classes.length) this.#classes = new Uint16Array(text.length * 2);
    this.#text = text;
    return (this.#isPlain = this.#readUnits(text, this.#classes));
  }

  #readUnits(text: string, classes: Uint16Array): boolean {
    let length = 0;
    for (let index = 0; index < text.length; index++) {
      let kind = classOf(text.charCodeAt(index));
      if (kind > unit.mark && kind <= unit.special) {
        if (kind === unit.invisible) continue;
        if (kind === unit.special) return false;
        if (kind === unit.markup && opensMarkup.test(text.charAt(index + 1))) return false;
        if (kind === unit.surrogate && !isAstralMark(text.codePointAt(index++) ?? 0)) return false;
        kind = unit.mark;
      }
      classes[length++] = kind;
    }
    classes[length] = unit.blank;
    this.#length = length;
    return true;
  }
}
