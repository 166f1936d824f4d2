import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { projectRoot } from '../../local/instance/instance.ts';

/** One file imports another, types counted; both from the project's root. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

const isProduct = (file: string): boolean =>
  !file.startsWith('tests/') && !file.endsWith('.test.ts') && !file.includes('/fixtures/');

/** Every import of one file of the project by another. Tests and what only they use are left out: they may know everything. */
export function productImports(): Import[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  return listed.split('\n').filter(isProduct).flatMap(importsOf);
}

function importsOf(file: string): Import[] {
  if (file === '') return [];
  const text = readFileSync(join(projectRoot, file), 'utf8');
  const { module } = parseSync(file, text);
  // One that is put together at run time names no file here.
  const dynamic = module.dynamicImports.map(({ moduleRequest }) =>
    text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
  );
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => (moduleRequest === null ? [] : [moduleRequest.value])),
  );
  return [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exported, ...dynamic]
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => ({ from: file, to: posix.join(posix.dirname(file), specifier) }));
}
