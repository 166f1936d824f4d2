import { createHash } from 'node:crypto';
import { banRuleSchema, type BanRule } from '../../../modules/bans/rule.ts';
import { check, type SchemaIssue } from '../../../modules/errors/schema.ts';
import type { Row } from './row.ts';

/** A rule of a file as it is sent. */
export type RuleOfFile = BanRule & { readonly rule_id: string };

/** A row that was checked: its rule; nothing but what an earlier row says, too; or everything that is wrong with it. */
export type CheckedRow = { readonly line: number } & (
  | { readonly kind: 'rule'; readonly rule: RuleOfFile }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'bad'; readonly ruleId?: string; readonly errors: readonly string[] }
);

/** Fields that a rule of a file may have; who made it and when is the platform's to say. */
const ofRules = new Set(
  'rule_id kind value fields match window exceptions reason severity valid_from valid_to created_by created_at id'.split(
    ' ',
  ),
);

/** Checks the rows of a file one after the other. Keeps of each only its id and a digest. */
export class RowChecker {
  readonly #seen = new Map<string, { readonly line: number; readonly digest: string }>();

  check(row: Row): CheckedRow {
    const { line } = row;
    if ('problem' in row) return { line, kind: 'bad', errors: [row.problem] };
    const read = readRule(row.content);
    if ('errors' in read) return { line, kind: 'bad', ...read };
    const { rule, digest } = read;
    const earlier = this.#seen.get(rule.rule_id);
    if (earlier?.digest === digest) return { line, kind: 'repeated' };
    if (earlier !== undefined) {
      const errors = [`rule_id: line ${earlier.line} has another rule under this id`];
      return { line, kind: 'bad', ruleId: rule.rule_id, errors };
    }
    this.#seen.set(rule.rule_id, { line, digest });
    return { line, kind: 'rule', rule };
  }
}

function readRule(
  content: unknown,
): { rule: RuleOfFile; digest: string } | { ruleId?: string; errors: readonly string[] } {
  const fields = typeof content === 'object' && content !== null ? { ...content } : {};
  const isNamed = 'rule_id' in fields || 'id' in fields;
  const named = isNamed || Object.keys(fields).length === 0 ? content : { ...fields, rule_id: 'unnamed' };
  const parsed = check(banRuleSchema, named);
  const unknown = Object.keys(fields).filter((name) => !ofRules.has(name));
  const errors = [
    ...(parsed.ok ? [] : parsed.issues.map((issue) => issueText(issue))),
    ...unknown.map((name) => `${name}: is not a known field`),
  ];
  if (!parsed.ok || errors.length > 0) {
    const id = 'rule_id' in fields && typeof fields.rule_id === 'string' ? { ruleId: fields.rule_id } : {};
    return { ...id, errors };
  }
  const { rule_id: ruleId, created_at: _at, created_by: _by, ...rule } = parsed.value;
  const digest = createHash('sha256').update(JSON.stringify(rule)).digest('hex').slice(0, 16);
  return { rule: { rule_id: isNamed ? ruleId : `ban-${digest}`, ...rule }, digest };
}

const issueText = ({ path, message }: SchemaIssue): string => `${path || 'row'}: ${message}`;
