import type { z } from 'zod';

/** One thing that is wrong with outside data. */
export interface SchemaIssue {
  /** Names of fields and numbers of elements with dots between them; empty for the whole. */
  readonly path: string;
  /** In the words of whoever sent it, for example `a number is expected, found "100"`. */
  readonly message: string;
}

/** Outside data that a schema has parsed, or everything that is wrong with it. */
export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly SchemaIssue[] };

/** Everything that is wrong with outside data. */
export const issuesOf = (checked: Checked<unknown>): readonly SchemaIssue[] => (checked.ok ? [] : checked.issues);

/** Parses outside data. Messages are the schema's own where it has one, else plain words for what the schema asks. */
export function check<T>(schema: z.ZodType<T>, content: unknown): Checked<T> {
  const { success, data, error } = schema.safeParse(content, { error: inPlainWords });
  if (success) return { ok: true, value: data };
  return { ok: false, issues: error.issues.flatMap((issue) => told(issue)) };
}

/** Issues as one text: `price.amount: is missing; name: must not be empty`. `whole` stands for an empty path. */
export const issuesText = (issues: readonly SchemaIssue[], whole = 'value'): string =>
  issues.map(({ path, message }) => `${path || whole}: ${message}`).join('; ');

/** JSON as outside data; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every field that the schema does not know is an issue of its own. */
const told = (issue: z.core.$ZodIssue): SchemaIssue[] =>
  (issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]).map((path) => ({
    path: path.join('.'),
    message: issue.message,
  }));

/** The library's own sentences speak of its types; these speak of the data. https://zod.dev/error-customization */
function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `${nounOf(issue.expected)} is expected, found ${shown(issue.input)}`;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'must not be empty'
        : `must ${boundOf(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')}`;
    case 'too_big':
      return `must ${boundOf(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most')}`;
    case 'invalid_value':
      return issue.input === undefined
        ? `is missing: must be ${oneOf(issue.values)}`
        : `must be ${oneOf(issue.values)}, found ${shown(issue.input)}`;
    case 'invalid_union':
      if (Array.isArray(issue.options)) return `must be one of ${issue.options.join(', ')}`;
      return `has none of the forms that it may have: ${shown(issue.input)}`;
    case 'unrecognized_keys':
      return 'is not a known field';
    case 'invalid_format':
      return `is not of the form that it must have (${issue.format}): ${shown(issue.input)}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
  }
  return undefined;
}

const oneOf = (values: readonly unknown[]): string => `${values.length === 1 ? '' : 'one of '}${values.join(', ')}`;

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const nounOf = (expected: string): string => nouns[expected] ?? expected;

function boundOf(origin: string, limit: number | bigint, relation: string): string {
  if (origin === 'string') return `have ${relation} ${limit} characters`;
  return origin === 'array' ? `have ${relation} ${limit} elements` : `be ${relation} ${limit}`;
}

/** Enough of a value to find it by. */
const maxShownLength = 40;

function shown(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object' && input !== null) return 'an object';
  const text = JSON.stringify(input) ?? String(input);
  return text.length > maxShownLength ? `${text.slice(0, maxShownLength).toWellFormed()}…` : text;
}
