import { isDeepStrictEqual } from 'node:util';
import type { Rules } from '../../../modules/ban-list/rule-changes.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';
import { issuesText, type SchemaIssue } from '../../../modules/errors/schema.ts';
import { isObject } from '../request.ts';
import { nonsenseOf, readRule, splitRule } from '../rule/new-rule.ts';
import { createdOf, matchesSame } from '../rule/same.ts';

/** A rule of an import; `index`: which one of the request, from 0. */
interface Row {
  readonly index: number;
  readonly rule: BanRule;
}

export interface Refused {
  readonly index: number;
  readonly rule_id?: string;
  readonly errors: readonly string[];
}

export interface ReadRows {
  readonly rows: readonly Row[];
  readonly refused: readonly Refused[];
}

/** A rule that is to be set. */
export interface SetRow extends Row {
  readonly isNew: boolean;
  /** What it matches is another than before. */
  readonly isTried: boolean;
}

export interface SortedRows {
  readonly set: readonly SetRow[];
  readonly unchanged: number;
  readonly refused: readonly Refused[];
}

/** Reads the rules of an import. Of two with one id nobody knows which is meant: both are refused. */
export function readRows(contents: readonly unknown[]): ReadRows {
  const rows: Row[] = [];
  const refused: Refused[] = [];
  for (const [index, content] of contents.entries()) {
    const read = isObject(content)
      ? readRule(splitRule(content).rule)
      : { ok: false as const, issues: [{ path: '', message: 'must be an object of JSON' }] };
    if (read.ok) rows.push({ index, rule: read.value });
    else refused.push({ index, ...namedIn(content), errors: errorsOf(read.issues) });
  }
  const byId = Map.groupBy(rows, ({ rule }) => rule.rule_id);
  const isSingle = ({ rule }: Row): boolean => byId.get(rule.rule_id)?.length === 1;
  const doubles = rows
    .filter((row) => !isSingle(row))
    .map(({ index, rule }) => ({
      index,
      rule_id: rule.rule_id,
      errors: ['rule_id: stands more than once in this request'],
    }));
  return { rows: rows.filter(isSingle), refused: [...refused, ...doubles] };
}

/** What the rows mean for the list as it is. `by` and `at`, epoch milliseconds: who adds what is new, and when. */
export function sortRows({ rows, refused }: ReadRows, { standing }: Rules, by: string, at: number): SortedRows {
  const set: SetRow[] = [];
  const nonsense: Refused[] = [];
  let unchanged = 0;
  for (const { index, rule: said } of rows) {
    const present = standing.get(said.rule_id)?.rule;
    const rule: BanRule =
      present === undefined
        ? { ...said, created_by: by, created_at: new Date(at).toISOString() }
        : { ...said, ...createdOf(present) };
    const issues = nonsenseOf(rule);
    // A rule that stands is taken back as it is, whatever it says.
    if (present !== undefined && isDeepStrictEqual(rule, present)) unchanged += 1;
    else if (issues.length > 0) nonsense.push({ index, rule_id: rule.rule_id, errors: errorsOf(issues) });
    else
      set.push({
        index,
        rule,
        isNew: present === undefined,
        isTried: present === undefined || !matchesSame(present, rule, at),
      });
  }
  return { set, unchanged, refused: [...refused, ...nonsense] };
}

const namedIn = (content: unknown): { rule_id?: string } =>
  isObject(content) && typeof content['rule_id'] === 'string' ? { rule_id: content['rule_id'] } : {};

const errorsOf = (issues: readonly SchemaIssue[]): string[] => issues.map((issue) => issuesText([issue], 'rule'));
