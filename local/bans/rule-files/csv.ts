import { csvLine, joinList, protect, splitList, unprotect } from './cells.ts';

const columns = [
  'rule_id',
  'kind',
  'value',
  'fields',
  'match',
  'window',
  'exceptions',
  'reason',
  'severity',
  'valid_from',
  'valid_to',
  'min',
  'max',
  'currency',
] as const;

type Column = (typeof columns)[number];

/** Without these columns no row is a rule. */
const needed: readonly Column[] = ['kind', 'reason'];

/** Spreadsheets take a file for UTF-8 by this. */
const byteOrderMark = '\u{FEFF}';

export const csvHead = byteOrderMark + csvLine(columns);

/** A rule as a line of CSV. */
export function csvOfRule(rule: Readonly<Record<string, unknown>>): string {
  const { value } = rule;
  const flat = typeof value === 'object' && value !== null ? { ...rule, value: undefined, ...value } : rule;
  return csvLine(columns.map((column) => cellOf(flat, column)));
}

function cellOf(rule: Readonly<Partial<Record<Column, unknown>>>, column: Column): string {
  const field = rule[column];
  if (field === undefined || field === null) return '';
  if (Array.isArray(field)) return joinList(field.map((one) => textOf(one)));
  return protect(textOf(field));
}

const textOf = (field: unknown): string => (typeof field === 'string' ? field : JSON.stringify(field));

/** What the first line names, or what is wrong with it. */
export function columnsOf(names: readonly string[]): readonly Column[] | string {
  const found = names.map((name) => name.trim().toLowerCase());
  const unknown = found.filter((name) => !isColumn(name));
  if (unknown.length > 0)
    return `the first line names no column ${unknown.map((name) => `"${name}"`).join(', ')}; columns are ${columns.join(', ')}`;
  const twice = found.find((name, index) => found.indexOf(name) !== index);
  if (twice !== undefined) return `the first line names the column ${twice} twice`;
  const missing = needed.filter((name) => !found.includes(name));
  if (missing.length > 0) return `the first line must name the columns ${missing.join(' and ')}, too`;
  return found.filter((name) => isColumn(name));
}

const isColumn = (name: string): name is Column => columns.some((column) => column === name);

/** A row as JSON would have it; blank cells are left out. What is wrong with it is the schema's to say. */
export function ruleOfCells(names: readonly Column[], cells: readonly string[]): Record<string, unknown> {
  const given = names.flatMap((name, index) => {
    const cell = cells[index] ?? '';
    return cell.trim() === '' ? [] : [[name, fieldOf(name, cell)] as const];
  });
  const { min, max, currency, ...rule } = Object.fromEntries(given);
  const price = Object.fromEntries(Object.entries({ min, max, currency }).filter(([, part]) => part !== undefined));
  return rule['kind'] === 'price' ? { value: price, ...rule } : { ...rule, ...price };
}

function fieldOf(column: Column, cell: string): unknown {
  switch (column) {
    case 'fields':
    case 'exceptions':
      return splitList(cell);
    case 'window':
    case 'min':
    case 'max':
      return numberOf(cell);
    case 'rule_id':
    case 'value':
    case 'reason':
      return unprotect(cell);
    case 'kind':
    case 'match':
    case 'severity':
    case 'valid_from':
    case 'valid_to':
    case 'currency':
  }
  return cell.trim();
}

/** What is no number is left as it stands, to be told. */
function numberOf(cell: string): number | string {
  const number = Number(cell);
  return Number.isFinite(number) ? number : cell;
}
