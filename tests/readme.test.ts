import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../local/instance/instance.ts';
import { fencedBlocks, withoutBlocks } from './support/markdown.ts';

interface Section {
  readonly level: number;
  readonly title: string;
  readonly text: string;
}

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');

/** The sections of a document, each from its heading to the next one. */
function sectionsOf(text: string): readonly Section[] {
  const blocks = fencedBlocks(text);
  // A comment of a shell is no heading.
  const hidden = blocks.reduce((rest, { whole }, index) => rest.replace(whole, `\u{f8ff}${index}\u{f8ff}`), text);
  return hidden.split(/^(?=#+ )/mu).map((part) => {
    const [, hashes = '', title = ''] = /^(#+) (.*)/u.exec(part) ?? [];
    const shown = part.replaceAll(/\u{f8ff}(\d+)\u{f8ff}/gu, (_, index) => blocks[Number(index)]?.whole ?? '');
    return { level: hashes.length, title, text: shown };
  });
}

const english = sectionsOf(read('README.md'));
const russian = sectionsOf(read('README.ru.md'));
const pairs = english.map((section, index) => [section.title, section, russian[index]] as const);

/** What each heading is called in Russian. */
const titles: Readonly<Record<string, string>> = {
  'marketplace-analytics': 'marketplace-analytics',
  'Two commands': 'Две команды',
  'A tour': 'Прогулка',
  'What is inside': 'Что внутри',
  'How fast': 'Насколько быстро',
  'What is not run here': 'Что здесь не запускалось',
  Licence: 'Лицензия',
};

test('both READMEs have the same sections in the same order', () => {
  expect(russian.map(({ level, title }) => [level, title])).toEqual(
    english.map(({ level, title }) => [level, titles[title]]),
  );
});

/** What a block of commands does: a comment of the shell may be in either language, and so may what a picture says. */
const doneBy = (block: string): string =>
  block
    .replaceAll(/ +# .*$/gmu, '')
    .replaceAll(/\(\[[^\]]*\]\)/gu, '([…])')
    .replaceAll(/(?<=--|-\.) [^\->.[]+ (?=-->|\.->)/gu, ' … ');

test.each(pairs)('«%s» has the same blocks of commands, output and pictures', (_, one, other) => {
  expect(fencedBlocks(other?.text ?? '').map(({ whole }) => doneBy(whole))).toEqual(
    fencedBlocks(one.text).map(({ whole }) => doneBy(whole)),
  );
});

const languages = {
  english: { number: /\d+(?:,\d{3})*(?:\.\d+)?/gu, thousands: /,/gu },
  russian: { number: /\d+(?:[ \u00a0]\d{3}(?!\d))*(?:[.,]\d+)?/gu, thousands: /[ \u00a0]/gu },
};

/** The figures of a section's sentences and tables, in order of size; those of names and addresses are compared as such. */
function figuresOf(text: string, language: keyof typeof languages): readonly string[] {
  const { number, thousands } = languages[language];
  const sentences = withoutBlocks(text)
    .replaceAll(/`[^`]*`|\]\([^)]*\)/gu, ' ')
    .replaceAll(/\b[A-Za-z-]+\d+\b|\d+-\d+-\d+/gu, ' ');
  return (sentences.match(number) ?? []).map((found) => found.replaceAll(thousands, '').replace(',', '.')).toSorted();
}

test.each(pairs)('«%s» has the same figures', (_, one, other) => {
  expect(figuresOf(other?.text ?? '', 'russian')).toEqual(figuresOf(one.text, 'english'));
});

const found = (text: string, pattern: RegExp): readonly string[] =>
  [...new Set(Array.from(withoutBlocks(text).matchAll(pattern), ({ groups }) => groups?.['it'] ?? ''))].toSorted();

test.each(pairs)('«%s» names the same commands, files and settings, and leads to the same places', (_, one, other) => {
  for (const pattern of [/`(?<it>[^`]+)`/gu, /\]\((?<it>(?!README)[^)]+)\)/gu])
    expect(found(other?.text ?? '', pattern)).toEqual(found(one.text, pattern));
});
