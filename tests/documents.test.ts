import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../local/instance/instance.ts';
import packageJson from '../package.json' with { type: 'json' };
import { filesOf, guideSteps } from './support/contributing.ts';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: projectRoot,
  encoding: 'utf8',
}).split('\n');
const documents = files.filter((file) => file.endsWith('.md')).map((file) => [file] as const);
/** What CONTRIBUTING has one add is not there yet. */
const added = new Set(guideSteps().flatMap((step) => filesOf(step)));

const textOf = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const found = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ({ groups }) => groups?.['it'] ?? '');

/** The anchors of a document's headings, as GitHub makes them. */
const anchorsOf = (file: string): string[] =>
  found(textOf(file), /^#+ (?<it>.+)$/gmu).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );

test.each(documents)('every link of %s leads somewhere', (document) => {
  const links = found(textOf(document), /\]\((?!https?:)(?<it>[^)\s]+)\)/gu);
  const broken = links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? document : join(dirname(document), path);
    return !existsSync(join(projectRoot, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
  });
  expect(broken).toEqual([]);
});

const paths =
  /(?<![\w./<>-])(?<it>(?:bench|cdk|certs|docs|functions|local|modules|monitoring|samples|tests)\/[\w./-]*(?<!\.))/gu;
const sources = /`(?<it>\w[\w./-]*\.(?:ts|sql))`/gu;

test.each(documents)('every path and every source file that %s names is there', (document) => {
  const text = textOf(document);
  const missing = [
    ...found(text, paths).filter((path) => !existsSync(join(projectRoot, path))),
    ...found(text, sources).filter((name) => !files.some((file) => `/${file}`.endsWith(`/${name}`))),
  ];
  expect(missing.filter((path) => !added.has(path))).toEqual([]);
});

test.each(documents)('every command of npm that %s names is there', (document) => {
  const named = found(textOf(document), /\bnpm run (?:--silent |-s )?(?<it>[a-z][\w:-]*)/gu);
  expect(named.filter((name) => !(name in packageJson.scripts))).toEqual([]);
});
