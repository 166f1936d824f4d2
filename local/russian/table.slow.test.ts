import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { tables } from './table.ts';

test('the tables in the repository are what npm run russian:table makes', async () => {
  for (const { file, bytes } of await tables()) expect(Buffer.compare(bytes, await readFile(file))).toBe(0);
});
