import { resolve } from 'node:path';
import { CommanderError, InvalidArgumentError, type Command } from 'commander';
import { engineChoiceSchema, type EngineChoice } from '../instance/engine-choice.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { printable } from './printable.ts';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';

const exitCode = { failed: 1, wrongUsage: 2 } as const;

/** Runs a command line tool: exit code 0 done, 1 failed with one line that says why, 2 wrong usage. */
export async function runCommandLine(program: Command): Promise<void> {
  process.stdout.on('error', endQuietlyWhenReaderLeft);
  tellVersion(program);
  refuseByException(program);
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitCode.wrongUsage;
    else if (error instanceof PlatformError) failWith(describeError(error));
    else throw error;
  }
}

/** Reads the options of a tool that acts by itself afterwards. Wrong usage ends the process with 2, --help with 0. */
export function parseCommandLine(program: Command): void {
  tellVersion(program);
  program.exitOverride(({ exitCode: code }) => process.exit(code === 0 ? 0 : exitCode.wrongUsage)).parse();
}

/** A subcommand may have a `--version` of its own: behind its name options are its. */
const tellVersion = (program: Command): Command =>
  program.enablePositionalOptions().version(packageJson.version, '--version', 'show the version');

/** Says on one line why the command failed. */
export function failWith(reason: string): void {
  process.stderr.write(`${printable(reason.replaceAll(/\s*\n\s*/g, ' '))}\n`);
  process.exitCode = exitCode.failed;
}

/** Without this commander ends the process itself, with code 1 for wrong usage. Subcommands do not inherit it. */
function refuseByException(command: Command): void {
  command.exitOverride();
  command.configureOutput({ outputError: (text, write) => write(`${printable(inOurWords(text.trim()))}\n`) });
  for (const subcommand of command.commands) refuseByException(subcommand);
}

/** Commander names an argument as its programmer sees it. */
const inOurWords = (text: string): string =>
  text.replace(
    /command-argument value '(?<value>[^']*)' is invalid for argument '(?<name>[^']*)'\./u,
    '"$<value>" is no <$<name>>:',
  );

/** `| head` closes the pipe early; that is no failure. */
function endQuietlyWhenReaderLeft(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

/** For an option or an argument: a text that is not only blanks. */
export function nonBlank(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('it must not be empty.');
  return text;
}

/** For an option that takes several values: texts that are not only blanks. */
export const nonBlanks = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  nonBlank(text),
];

/** For an option: a whole number between `least` and `most`. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const number = inDecimal(text);
    if (Number.isSafeInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`it must be a whole number ${rangeText(least, most)}.`);
  };

/** For an option: a number between `least` and `most`. */
export const numberBetween =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const number = inDecimal(text);
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`it must be a number ${rangeText(least, most)}, in decimal.`);
  };

/** Not what JavaScript takes, too: 0x10, 1e3, blanks. */
const inDecimal = (text: string): number => (/^-?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : Number.NaN);

const rangeText = (least: number, most: number): string =>
  most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of at least ${least}`;

/** For an option: a cloud engine. */
export function engineChoice(text: string): EngineChoice {
  const choice = engineChoiceSchema.safeParse(text);
  if (choice.success) return choice.data;
  throw new InvalidArgumentError(`it ${choice.error.issues[0]?.message}.`);
}

/** A path as its writer meant it: npm runs scripts in the project's folder and says where it was called. */
export const fromCallersFolder = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
