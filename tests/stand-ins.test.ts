import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const projectRoot = join(import.meta.dirname, '..');
const importFrom = /\bfrom '(?<path>\.[^']+)'/gu;

/** Every file of this project that a file brings along, itself included. */
function reachable(file: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { groups } of readFileSync(file, 'utf8').matchAll(importFrom))
    reachable(join(dirname(file), groups?.['path'] ?? ''), seen);
  return seen;
}

test.each(['msk', 'emf'])(
  'the stand-in local/%s knows errors, logging, retries and Kafka, nothing of the platform',
  (name) => {
    const known = new Set([`local/${name}`, 'modules/errors', 'modules/kafka', 'modules/logging', 'modules/retry']);
    const files = Array.from(reachable(join(projectRoot, 'local', name, 'main.ts')), (file) =>
      relative(projectRoot, file),
    );
    expect(files.filter((file) => !known.has(dirname(file)))).toEqual([]);
    expect(files.length).toBeGreaterThan(8);
  },
);
