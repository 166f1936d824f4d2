import { writeFile } from 'node:fs/promises';
import { table } from './table.ts';

/** Writes the dictionary that modules/russian/ reads: npm run russian:table. */
const { words, bytes } = await table();
await writeFile(new URL('../../modules/russian/words.bin', import.meta.url), bytes);
process.stdout.write(`${words} words, ${bytes.length} bytes\n`);
