import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { tables } from './table.ts';

/** Writes the dictionary that modules/russian/ reads, and the stemmer's rules that come of it: npm run russian:table. */
for (const { file, bytes } of await tables()) {
  await writeFile(file, bytes);
  process.stdout.write(`${basename(file.pathname)}: ${bytes.length} bytes\n`);
}
