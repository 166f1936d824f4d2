import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../instance/instance.ts';
import { stampOf } from '../setup/stamp.ts';

/** What no synthesis is made of: what git, npm and running instances keep. */
const unread = new Set(['.git', '.local', 'node_modules']);

/** What npm writes when it has brought packages. */
const packages = 'node_modules/.package-lock.json';

/** One value for all that a synthesis is made of: every file of the project, its packages, and what CDK is told. */
export const synthesisStamp = (told: readonly string[], root = projectRoot): string =>
  stampOf([...told, ...[...filesOf(root), packages].map((file) => stateOf(root, file))]);

const filesOf = (root: string): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !unread.has(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBeneath(root, entry.name) : [entry.name]))
    .toSorted();

const filesBeneath = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1));

/** The name, size and time of change of a file. */
function stateOf(root: string, file: string): string {
  const state = statSync(join(root, file), { throwIfNoEntry: false });
  return `${file} ${state?.size ?? ''} ${state?.mtimeMs ?? ''}`;
}
