import type { ReadBanList } from '../../../modules/ban-list/ban-list.ts';
import type { StandingRule } from '../../../modules/ban-list/rule-changes.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';
import { issuesOf, type Checked } from '../../../modules/errors/schema.ts';
import { invalidParameters } from '../../../modules/http/problem.ts';
import { problemResponse } from '../../../modules/http/response.ts';
import { withParameters, type Answer, type Answering } from '../answering.ts';
import { invalidFields, maxRuleBytes, readObject, type JsonObject } from '../request.ts';
import { nonsenseOf, readRule, splitRule } from '../rule/new-rule.ts';
import { madeUpId } from '../rule/rule-id.ts';
import { changedResponse } from '../rule/version.ts';
import { whoAndWhen } from '../rule/view.ts';
import { forceParameters } from './parameters.ts';
import { setRule } from './set-rule.ts';

/** POST /bans: 201 once the rule is on all in-sync replicas. */
export const addRule: Answer = withParameters(forceParameters, async (answering, request, { force }) => {
  const body = readObject(request, maxRuleBytes);
  if (!body.ok) return problemResponse(body.problem);
  const read = readAddition(answering, body.content);
  if (!read.ok) return problemResponse(invalidParameters(invalidFields(read.issues)));
  const { rule, why } = read.value;
  const { rule_id: ruleId } = rule;
  return setRule(answering, force, async (list: ReadBanList) => {
    const present = list.rules.standing.get(ruleId);
    if (present !== undefined) return problemResponse(exists(ruleId, present));
    return {
      changes: [{ ruleId, rule }],
      why,
      tried: rule,
      answer: ([version = 0]) => {
        const response = changedResponse(ruleId, version, 201);
        return { ...response, headers: { ...response.headers, location: `/bans/${encodeURIComponent(ruleId)}` } };
      },
    };
  });
});

interface Addition {
  readonly rule: BanRule;
  readonly why: string | undefined;
}

function readAddition({ moderator, startedAt, newId }: Answering, content: JsonObject): Checked<Addition> {
  const { why, rule: said } = splitRule(content);
  const id = 'rule_id' in said || 'id' in said ? {} : { rule_id: madeUpId(newId()) };
  const read = readRule({ ...id, ...said, created_by: moderator, created_at: new Date(startedAt).toISOString() });
  const issues = [...(read.ok ? nonsenseOf(read.value) : read.issues), ...issuesOf(why)];
  return read.ok && why.ok && issues.length === 0
    ? { ok: true, value: { rule: read.value, why: why.value } }
    : { ok: false, issues };
}

const exists = (ruleId: string, { change }: StandingRule) => ({
  status: 409,
  title: 'Conflict',
  detail: `There is a rule ${ruleId} already, changed last ${whoAndWhen(change)}. Use PATCH to change it.`,
  members: { version: change.offset },
});
