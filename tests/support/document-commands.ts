import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/instance/instance.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { fencedBlocks, withoutBlocks } from './markdown.ts';

/** A command that a document tells its reader to type. */
export interface DocumentCommand {
  readonly document: string;
  /** On one line, without what a comment says. */
  readonly text: string;
}

/** These have tests of their own: runbooks, what is done on AWS, and what «Add a …» has one do in a copy. */
const elsewhere = new Set(['docs/operations.md', 'docs/aws.md']);

const documents = (): readonly (readonly [name: string, text: string])[] =>
  execFileSync('git', ['ls-files', '*.md'], { cwd: projectRoot, encoding: 'utf8' })
    .split('\n')
    .filter((name) => name !== '' && !elsewhere.has(name))
    .map((name) => [name, withoutGuide(readFileSync(join(projectRoot, name), 'utf8'))]);

const withoutGuide = (text: string): string => text.replaceAll(/^## Add a .*?(?=^## (?!Add a ))/gmsu, '');

/** What stands in the documents' blocks of a shell, each command once. */
export function blockCommands(): readonly DocumentCommand[] {
  const all = documents().flatMap(([document, text]) =>
    fencedBlocks(text)
      .filter(({ kind }) => kind === 'sh')
      .flatMap(({ content }) => commandsInBlock(content).map((command) => ({ document, text: command }))),
  );
  return [...new Map(all.map((command) => [command.text, command])).values()];
}

/** The lines of a block of a shell, without comments; what goes on behind a backslash is one. */
export function commandsInBlock(block: string): readonly string[] {
  const joined = block.replaceAll(/ *\\\n */gu, ' ').replaceAll(/<<END\n.*?^END$/gmsu, '<<END');
  return joined
    .split('\n')
    .map((line) => line.replace(/\s+# .*$/u, '').trim())
    .filter(Boolean);
}

/** What sentences name, too. */
export const inlineCommands = (): readonly DocumentCommand[] =>
  documents().flatMap(([document, text]) =>
    Array.from(withoutBlocks(text).matchAll(/`(npm (?:run|start|stop|test)\b[^`]*)`/gu), ([, command = '']) => ({
      document,
      text: command.replaceAll('\n', ' '),
    })),
  );

const scripts: Readonly<Record<string, string>> = packageJson.scripts;
const npm = /^npm (?:run )?(?:-s |--silent )?(?<script>[a-z][\w:-]*)(?: -- (?<rest>.*))?$/u;

/** A command of npm: the script, and the words behind `--`. */
export function scriptOf(command: string): { readonly script: string; readonly words: readonly string[] } | undefined {
  const { script, rest = '' } = npm.exec(command)?.groups ?? {};
  if (script === undefined) return undefined;
  return { script, words: (rest.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/gu) ?? []).filter((word) => word !== '<') };
}

/** The program of a script. */
export const programOf = (script: string): string | undefined =>
  /bootstrap\.mjs (?<file>\S+)/u.exec(scripts[script] ?? '')?.groups?.['file'];
