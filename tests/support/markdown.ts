/** A fenced block of a document: what kind it is of, what stands in it, and the whole of it with its fences. */
export interface FencedBlock {
  readonly kind: string;
  readonly content: string;
  readonly whole: string;
}

const fences = /^```(?<kind>\w*)\n(?<content>.*?)^```$/gmsu;

export const fencedBlocks = (text: string): readonly FencedBlock[] =>
  Array.from(text.matchAll(fences), ({ 0: whole, groups }) => ({
    kind: groups?.['kind'] ?? '',
    content: groups?.['content'] ?? '',
    whole,
  }));

export const withoutBlocks = (text: string): string => text.replaceAll(fences, '');
