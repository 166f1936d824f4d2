import { RE2JS } from 're2js';
import { z } from 'zod';
import { banRuleSchema, ruleFields, type BanRule, type RuleKind } from '../../../modules/bans/rule.ts';
import { readText } from '../../../modules/bans/text/read-text.ts';
import { check, type Checked, type SchemaIssue } from '../../../modules/errors/schema.ts';
import type { JsonObject } from '../request.ts';
import { ruleIdFault } from './rule-id.ts';

/** What answers say of a rule beside what it is: whoever sends an answer back means nothing by it. */
export const toldOnly: ReadonlySet<string> = new Set([
  'version',
  'changed_at',
  'changed_by',
  'in_force',
  'created_by',
  'created_at',
]);

/** Why a rule is changed, as moderators write it beside the rule. */
export const whySchema = z.string().trim().min(1).max(500);

/** What a rule says, without what the platform says of it, and why it is changed. */
export function splitRule(content: JsonObject): {
  readonly why: Checked<string | undefined>;
  readonly rule: JsonObject;
} {
  const { why, ...rest } = content;
  const rule = Object.fromEntries(Object.entries(rest).filter(([field]) => !toldOnly.has(field)));
  const read = check(z.object({ why: whySchema.optional() }), { why });
  return { why: read.ok ? { ok: true, value: read.value.why } : read, rule };
}

/** A rule as `banned_products` may hold it, or everything that is wrong with it; each field is named once. */
export function readRule(content: JsonObject): Checked<BanRule> {
  const read = check(banRuleSchema, content);
  const kind = read.ok ? read.value.kind : content['kind'];
  const issues = [...(read.ok ? [] : read.issues), ...unknownFields(content, kind)];
  return read.ok && issues.length === 0 ? read : { ok: false, issues: firstOfEach(issues) };
}

/** What a new rule must not say, though rules that have stood for long may: each would match nothing, or everything. */
export function nonsenseOf(rule: BanRule): SchemaIssue[] {
  return [
    { path: 'rule_id', message: ruleIdFault(rule.rule_id) },
    { path: 'value', message: valueFault(rule) },
    { path: 'window', message: windowFault(rule) },
  ].filter((issue): issue is SchemaIssue => issue.message !== undefined);
}

function unknownFields(content: JsonObject, kind: unknown): SchemaIssue[] {
  const known = ruleFields.get(kind as RuleKind);
  if (known === undefined) return [];
  return (
    Object.keys(content)
      // Earlier releases called rule_id so.
      .filter((field) => !known.has(field) && (field !== 'id' || 'rule_id' in content))
      .map((path) => ({ path, message: `is not a field of a rule of the kind ${String(kind)}` }))
  );
}

const firstOfEach = (issues: readonly SchemaIssue[]): SchemaIssue[] =>
  [...new Map(issues.toReversed().map((issue) => [issue.path, issue])).values()].toReversed();

function valueFault(rule: BanRule): string | undefined {
  if (rule.kind === 'phrase') {
    const [only, ...others] = readText(rule.value);
    if (others.length > 0 || only === undefined || only.characters.length > 1) return undefined;
    return 'is one letter or digit, which nearly every product has: write a whole word';
  }
  if (rule.kind === 'regex' && RE2JS.compile(rule.value).matcher('').find())
    return 'matches also where nothing stands, so it would match every product';
  return undefined;
}

function windowFault(rule: BanRule): string | undefined {
  if (rule.kind !== 'phrase' || rule.window === undefined) return undefined;
  if (rule.match === 'substring') return 'is for whole words: a rule with match substring has none';
  const words = readText(rule.value).length;
  return rule.window < words ? `must be at least ${words}, as many as the phrase has words` : undefined;
}
