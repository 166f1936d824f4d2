import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { table } from './table.ts';

test('the table in the repository is what npm run russian:table makes', async () => {
  const { bytes } = await table();
  const committed = await readFile(new URL('../../modules/russian/words.bin', import.meta.url));
  expect(bytes.equals(committed)).toBe(true);
});
