import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toolsDirectory } from '../local/instance/instance.ts';
import { runProgram } from './support/command.ts';
import { blockCommands, inlineCommands, programOf, scriptOf } from './support/document-commands.ts';

/** The commands of npm that documents name and that have more words than their name, each once. */
const worded = [
  ...new Map(
    [...blockCommands(), ...inlineCommands()].flatMap((command) => {
      const { script = '', words = [] } = scriptOf(command.text) ?? {};
      const program = programOf(script);
      // The words of `hdfs` are those of Hadoop's shell.
      return program === undefined || words.length === 0 || script === 'hdfs'
        ? []
        : [[command.text, { ...command, program, words }] as const];
    }),
  ).values(),
];

/** A program that finds its code compiled starts in half the time. */
const env = { NODE_COMPILE_CACHE: join(toolsDirectory, 'compile-cache') };

const helps = new Map<string, Promise<string>>();
function help(program: string, ...subcommand: readonly string[]): Promise<string> {
  const asked = [program, ...subcommand].join(' ');
  const known = helps.get(asked) ?? runProgram(program, [...subcommand, '--help'], env).then(({ out }) => out);
  helps.set(asked, known);
  return known;
}

const subcommandsIn = (text: string): readonly string[] =>
  Array.from((text.split(/^Commands:$/mu)[1] ?? '').matchAll(/^ {2}(?<name>[a-z][\w-]*)/gmu), ([, name = '']) => name);

test.each(worded)('$document: the help of «$text» knows its words', async ({ program, words }) => {
  const whole = await help(program);
  const [first = ''] = words;
  const known = subcommandsIn(whole);
  const isSubcommand = known.includes(first);
  const isWord = known.length > 0 && !first.startsWith('-');
  expect(isWord ? known : [first]).toContain(first);
  const text = whole + (isSubcommand ? await help(program, first) : '');
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0] ?? '');
  expect(options.filter((option) => !new RegExp(`(?:^|[\\s,])${option}(?![\\w-])`, 'u').test(text))).toEqual([]);
});
