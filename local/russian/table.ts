import { readFile } from 'node:fs/promises';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { Dictionary } from '../../modules/russian/dictionary.ts';
import { encodeWords } from './encode.ts';
import { readEntries } from './hunspell.ts';
import { stemmerRules } from './stemmer-rules.ts';
import { wordsOf } from './words.ts';

const target = new URL('../../modules/russian/', import.meta.url);

/** A file of modules/russian/ and what npm run russian:table writes there. */
export interface MadeFile {
  readonly file: URL;
  readonly bytes: Buffer;
}

/**
 * The words of dictionary-ru, and of goods.dic what shops sell that it does not know: as modules/russian/ looks them up, and as
 * rules for OpenSearch's stemmer, which take seconds to make.
 */
export async function tables(): Promise<MadeFile[]> {
  const source = import.meta.resolve('dictionary-ru');
  const [affixes = '', dictionary = '', goods = ''] = await Promise.all(
    [new URL('index.aff', source), new URL('index.dic', source), new URL('goods.dic', import.meta.url)].map((file) =>
      readFile(file, 'utf8'),
    ),
  );
  const words = encodeWords(wordsOf([...readEntries(affixes, dictionary), ...readEntries(affixes, goods)]));
  const rules = stemmerRules(new Dictionary(brotliDecompressSync(words)));
  return [
    { file: new URL('words.bin', target), bytes: words },
    { file: new URL('stemmer-rules.bin', target), bytes: brotliCompressSync(rules.join('\n')) },
  ];
}
