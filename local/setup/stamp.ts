import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stampName = '.stamp';

/** One value for everything that a tool is made from; a changed version or source changes it. */
export function stampOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(`${Buffer.byteLength(input)}:`).update(input);
  return hash.digest('hex');
}

/** Whether the folder holds all that is made from the inputs of this stamp. */
export function hasStamp(directory: string, stamp: string): boolean {
  const file = join(directory, stampName);
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

/** Says of a folder that it holds all that is made from the inputs of this stamp, or no longer does. */
export function setStamp(directory: string, stamp: string | undefined): void {
  const file = join(directory, stampName);
  if (stamp === undefined) rmSync(file, { force: true });
  else writeFileSync(file, stamp);
}

/**
 * Fills a folder so that it is seen either complete or not at all: `fill` works in a temporary folder beside it,
 * which gets its stamp last and then takes the place of the old one. What an interrupted run left is thrown away.
 */
export async function fillDirectory(
  directory: string,
  stamp: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${directory}.partial`;
  const replaced = `${directory}.replaced`;
  for (const leftover of [temporary, replaced]) rmSync(leftover, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  await fill(temporary);
  setStamp(temporary, stamp);
  if (existsSync(directory)) renameSync(directory, replaced);
  renameSync(temporary, directory);
  rmSync(replaced, { recursive: true, force: true });
}
