import { readFile } from 'node:fs/promises';
import { encodeWords } from './encode.ts';
import { readEntries } from './hunspell.ts';
import { wordsOf } from './words.ts';

/** The words of dictionary-ru, and of goods.dic what shops sell that it does not know, as modules/russian/ reads them. */
export async function table(): Promise<{ readonly words: number; readonly bytes: Buffer }> {
  const source = import.meta.resolve('dictionary-ru');
  const [affixes = '', dictionary = '', goods = ''] = await Promise.all(
    [new URL('index.aff', source), new URL('index.dic', source), new URL('goods.dic', import.meta.url)].map((file) =>
      readFile(file, 'utf8'),
    ),
  );
  const words = wordsOf([...readEntries(affixes, dictionary), ...readEntries(affixes, goods)]);
  return { words: words.length, bytes: encodeWords(words) };
}
