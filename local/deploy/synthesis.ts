import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../instance/instance.ts';
import { stampOf } from '../setup/stamp.ts';

/** What no synthesis is made of: what git, npm, running instances and Python keep. */
const unread = new Set(['.git', '.local', 'node_modules', '__pycache__']);

/** What npm writes when it has brought packages. */
const packages = 'node_modules/.package-lock.json';

/** One value for all that a synthesis is made of: every file of the project, its packages, and what CDK is told. */
export function synthesisStamp(told: readonly string[], root = projectRoot): string {
  const files = entriesOf(root)
    .flatMap((entry) => filesBeneath(root, entry))
    .toSorted();
  return stampOf([...told, ...[...files, packages].map((file) => stateOf(root, file))]);
}

/** The entry itself, when it is a file, or what is in it; by their paths from the root. */
function filesBeneath(root: string, entry: Dirent): string[] {
  const path = join(entry.parentPath, entry.name);
  return entry.isDirectory() ? entriesOf(path).flatMap((each) => filesBeneath(root, each)) : [relative(root, path)];
}

/** What is in a folder and may be read; nothing of one that goes while the others are read. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !unread.has(name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** The name, size and time of change of a file. */
function stateOf(root: string, file: string): string {
  const state = statSync(join(root, file), { throwIfNoEntry: false });
  return `${file} ${state?.size ?? ''} ${state?.mtimeMs ?? ''}`;
}
