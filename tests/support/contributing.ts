import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { projectRoot, toolsDirectory } from '../../local/instance/instance.ts';

/** A block of CONTRIBUTING.md that changes the project. */
export interface Step {
  /** For messages: the document, and the line that the block begins in. */
  readonly at: string;
  /** A file is made by ts, lines of files are changed by diff, a command is run by sh. */
  readonly language: 'ts' | 'diff' | 'sh';
  readonly text: string;
}

const guide = 'CONTRIBUTING.md';
const codeBlock = /^```(?<language>ts|diff|sh)\n(?<text>.*?)^```$/gmsu;

/** The blocks of the sections «Add a …», in their order. */
export function guideSteps(): Step[] {
  const document = readFileSync(join(projectRoot, guide), 'utf8');
  return Array.from(document.matchAll(codeBlock)).flatMap(({ groups, index }) => {
    if (!document.startsWith('\n## Add a ', document.lastIndexOf('\n## ', index))) return [];
    const line = document.slice(0, index).split('\n').length;
    return { at: `${guide}:${line}`, language: groups?.['language'] as Step['language'], text: groups?.['text'] ?? '' };
  });
}

/** The first line of a block names the file that it makes. */
const newFile = /^\/\/ (?<path>\S+)\n+(?<text>.*)$/su;
/** Changes of a file follow its name. */
const changedFile = /^@@ (?<path>\S+) @@\n(?<lines>(?:(?!@@ ).*\n)+)/gmu;

/** The files that a step makes or changes. */
export const filesOf = ({ language, text }: Step): string[] =>
  language === 'ts'
    ? [newFile.exec(text)?.groups?.['path'] ?? '']
    : Array.from(text.matchAll(changedFile), ({ groups }) => groups?.['path'] ?? '');

/** Does to the copy of the project in `directory` what a step says. Throws when it does not fit. */
export function follow(directory: string, step: Step): void {
  const { at, language, text } = step;
  if (language === 'sh') return void run(directory, 'sh', ['-ec', text]);
  if (language === 'diff') {
    const changes = Array.from(text.matchAll(changedFile), ({ groups }) => groups ?? {});
    if (changes.length === 0) throw new Error(`${at}: begins with no "@@ file @@"`);
    for (const { path = '', lines = '' } of changes) change(join(directory, path), lines, at);
    return;
  }
  const { path, text: content } = newFile.exec(text)?.groups ?? {};
  if (path === undefined || content === undefined) throw new Error(`${at}: begins with no "// file"`);
  const file = join(directory, path);
  if (existsSync(file)) throw new Error(`${at}: ${path} is there already`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Lines with a minus go, those with a plus come; all others stand in the file as they stand here, and only once. */
function change(file: string, lines: string, at: string): void {
  const marked = lines.trimEnd().split('\n');
  const without = (mark: string): string =>
    marked.flatMap((line) => (line.startsWith(mark) ? [] : [`\n${line.slice(1)}`])).join('');
  const parts = `\n${readFileSync(file, 'utf8')}`.split(`${without('+')}\n`);
  if (parts.length !== 2) throw new Error(`${at}: ${file} has these lines ${parts.length - 1} times:${without('+')}`);
  writeFileSync(file, parts.join(`${without('-')}\n`).slice(1));
}

/** Copies files of the project that are there. */
export function copyFiles(files: readonly string[], directory: string): void {
  for (const file of files) {
    if (!existsSync(join(projectRoot, file))) continue;
    mkdirSync(join(directory, dirname(file)), { recursive: true });
    copyFileSync(join(projectRoot, file), join(directory, file));
  }
}

/** Copies what git knows or would add; packages are links to those that are installed. */
export function copyProject(directory: string): void {
  const listed = run(projectRoot, 'git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  copyFiles(listed.split('\0').filter(Boolean), directory);
  const packages = join(directory, 'node_modules');
  mkdirSync(packages);
  // Caches of tools are the copy's own.
  for (const name of readdirSync(join(projectRoot, 'node_modules')))
    if (!/^\.(?:vite|cache)/u.test(name)) symlinkSync(join(projectRoot, 'node_modules', name), join(packages, name));
  // What the set-up has brought, the copy's tests need not bring once more.
  mkdirSync(toolsDirectory, { recursive: true });
  mkdirSync(join(directory, '.local'));
  symlinkSync(toolsDirectory, join(directory, '.local/tools'));
  run(directory, 'git', ['init', '--quiet']);
}

/** Runs a program of the project in `directory`; throws with what it printed. */
export function run(directory: string, command: string, args: readonly string[]): string {
  const packages = join(projectRoot, 'node_modules');
  // What git tells a hook is about another folder, and what Vitest tells its workers is not for another Vitest.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:GIT_|VITEST)/u.test(name));
  const PATH = [join(packages, '.bin'), join(packages, 'node/bin'), process.env['PATH']].join(delimiter);
  try {
    return execFileSync(command, args, {
      cwd: directory,
      env: { ...Object.fromEntries(inherited), PATH, NO_COLOR: '1' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error([`${command} ${args.join(' ')}`, stdout, stderr].join('\n'), { cause: error });
  }
}
