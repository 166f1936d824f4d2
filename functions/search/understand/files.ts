import { readFileSync } from 'node:fs';

/**
 * The lines of a file beside this module that say something; people edit these files. A function's package holds them beside its
 * bundle (filesOfModules in cdk/packaging/bundle.ts).
 */
export const readLines = (name: 'brands.txt' | 'kinds.txt' | 'synonyms.txt' | 'words.txt'): string[] =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
