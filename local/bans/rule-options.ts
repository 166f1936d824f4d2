import { InvalidArgumentError, Option, type Command } from 'commander';
import { z } from 'zod';
import { textFields, type BanRule } from '../../modules/bans/rule.ts';
import { numberBetween, wholeNumber } from '../command-line/run.ts';

const kinds = [
  'phrase',
  'regex',
  'brand',
  'category',
  'store',
  'sku',
  'price',
  'product',
  'appeal',
] as const satisfies readonly BanRule['kind'][];

/** What clears a field that a rule need not have. */
const none = 'none';

/** What the options of a rule give a command. */
export interface RuleFields {
  readonly value?: string;
  readonly field?: readonly string[];
  readonly match?: string;
  readonly window?: number | typeof none;
  readonly except?: readonly string[];
  /** False with --no-exceptions. */
  readonly exceptions?: boolean;
  readonly reason?: string;
  readonly severity?: string;
  readonly from?: string;
  readonly to?: string;
  readonly min?: number | typeof none;
  readonly max?: number | typeof none;
  readonly currency?: string;
}

/** A whole rule, as `add` and `test` take it. */
export interface RuleOptions extends RuleFields {
  readonly kind: string;
  readonly id?: string;
}

/** Options that say what a new rule is. */
export const ruleOptions = (): Option[] => [
  new Option('--kind <kind>', 'what the rule looks at').choices(kinds).default('phrase'),
  new Option('--id <rule_id>', 'its id (default: one is made up)'),
  ...fieldOptions((parse) => parse),
];

/** Options that say what is to be otherwise with a rule; `none` clears what it need not have. */
export const changeOptions = (): Option[] => [
  ...fieldOptions((parse) => (text) => (text === none ? none : parse(text))),
  new Option('--no-exceptions', 'without any exceptions'),
];

type Parse = (text: string) => unknown;

const severities = ['low', 'medium', 'high'];

/** `clearable` wraps the parsers of fields that a rule need not have. */
const fieldOptions = (clearable: (parse: Parse) => Parse): Option[] => [
  new Option('--value <text>', 'words, a pattern of RE2, a name or an id, as the kind wants it'),
  new Option('--field <field...>', 'where to look for a phrase or a pattern').choices(textFields),
  new Option('--match <how>', 'how words of a phrase are compared').choices(['word', 'stem', 'substring']),
  new Option('--window <n>', 'the words in any order within so many successive words').argParser(
    clearable(wholeNumber(1)),
  ),
  new Option('--except <phrase...>', 'what does not count although it matches; replaces all exceptions there are'),
  new Option('--reason <text>', 'shown to the shop, in Russian'),
  new Option('--severity <level>', 'low, medium or high').argParser(clearable(severity)),
  new Option('--from <time>', 'in force from then on: 2026-12-01, 2026-12-01T10:00 or with +03:00').argParser(
    clearable(time),
  ),
  new Option('--to <time>', 'in force until then').argParser(clearable(time)),
  new Option('--min <amount>', 'of a price').argParser(clearable(numberBetween(0))),
  new Option('--max <amount>', 'of a price').argParser(clearable(numberBetween(0))),
  new Option('--currency <code>', 'of a price, such as RUB'),
];

function severity(text: string): string {
  if (!severities.includes(text)) throw new InvalidArgumentError(`it must be one of ${severities.join(', ')}.`);
  return text;
}

const timeForm = /^(?<date>\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/u;

/** A time as people write it, as the platform keeps it; without an offset it is this machine's. */
export function time(text: string): string {
  const date = timeForm.exec(text)?.groups?.['date'];
  const at = new Date(date === text ? `${text}T00:00` : text);
  if (!z.iso.date().safeParse(date).success || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('it must be a time such as 2026-12-01, 2026-12-01T10:00 or 2026-12-01T10:00+03:00.');
  return at.toISOString();
}

/** The rule that the options describe, as the API takes it. */
export const ruleOf = ({ kind, id, ...fields }: RuleOptions): object => ({
  rule_id: id,
  kind,
  ...partsOf(fields),
  value: kind === 'price' ? priceOf(fields) : fields.value,
});

/** What the options change of a rule, as a merge patch (RFC 7396); undefined when they change nothing. */
export function patchOf(fields: RuleFields): object | undefined {
  const isPrice = given(fields.min, fields.max, fields.currency);
  const patch = { ...partsOf(fields), value: isPrice ? priceOf(fields) : fields.value };
  return given(...Object.values(patch)) ? patch : undefined;
}

const partsOf = ({ field, match, window, except, exceptions, reason, severity: level, from, to }: RuleFields) => ({
  fields: field,
  match,
  window: cleared(window),
  exceptions: exceptions === false ? null : except,
  reason,
  severity: cleared(level),
  valid_from: cleared(from),
  valid_to: cleared(to),
});

const priceOf = ({ min, max, currency }: RuleFields) => ({ min: cleared(min), max: cleared(max), currency });

/** A merge patch clears a field by null. */
const cleared = <T>(field: T): T | null => (field === none ? null : field);

/** Ends with wrong usage when the options describe no rule of their kind. */
export function requireRule(options: RuleOptions, command: Command): void {
  const misuse = misuseOf(options);
  if (misuse !== undefined) command.error(`error: ${misuse}`);
}

const given = (...options: unknown[]): boolean => options.some((option) => option !== undefined);

function misuseOf({ kind, value, field, match, window, except, min, max, currency }: RuleOptions): string | undefined {
  if (kind === 'price') {
    if (given(value)) return '--kind price takes --min, --max and --currency in place of --value';
    if (!given(min, max) || !given(currency)) return '--kind price needs --currency and --min or --max';
  } else {
    if (given(min, max, currency)) return '--min, --max and --currency are for --kind price';
    if (!given(value)) return '--value is missing: what products are looked for by';
  }
  if (kind !== 'phrase' && given(match, window, except)) return '--match, --window and --except are for --kind phrase';
  if (kind !== 'phrase' && kind !== 'regex' && given(field)) return '--field is for --kind phrase and --kind regex';
  return undefined;
}

/** Ends with wrong usage when options contradict each other. */
export function requireConsistent({ value, except, exceptions, ...price }: RuleFields, command: Command): void {
  if (except !== undefined && exceptions === false)
    command.error('error: --except and --no-exceptions exclude each other');
  if (value !== undefined && given(price.min, price.max, price.currency))
    command.error('error: --value is not for rules of a price, --min, --max and --currency are for no others');
}
