import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Formats a server's storage the first time only. What an interrupted formatting left is thrown away:
 * the marker that says "done" is written last.
 */
export async function formatOnce(directory: string, format: () => Promise<void>): Promise<void> {
  const marker = join(directory, 'formatted');
  if (existsSync(marker)) return;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  await format();
  writeFileSync(marker, '');
}
