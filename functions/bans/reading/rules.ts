import { z } from 'zod';
import type { Rules, StandingRule } from '../../../modules/ban-list/rule-changes.ts';
import { ruleKinds, type BanRule } from '../../../modules/bans/rule.ts';
import { once, onlyParameters, wholeNumber } from '../../../modules/http/parameters.ts';
import { jsonResponse, problemResponse } from '../../../modules/http/response.ts';
import { currentList, withParameters, type Answer } from '../answering.ts';
import { noRule } from '../change/unmatched.ts';
import { versionedResponse } from '../rule/version.ts';
import { ruleView, unreadableView } from '../rule/view.ts';
import { firstPage } from './page.ts';

export const listSchema = onlyParameters(
  {
    kind: once(z.enum(ruleKinds, `must be one of ${ruleKinds.join(', ')}`)).optional(),
    q: once(z.string()).optional(),
    limit: once(wholeNumber(1_000)).default(100),
    after: once(z.string()).default(''),
  },
  'this list',
);

type ListParameters = z.infer<typeof listSchema>;

/** GET /bans: rules in the order of their ids. */
export const listRules: Answer = withParameters(listSchema, async (answering, _, parameters) => {
  const { version, rules } = await currentList(answering);
  const found = rulesFor(rules, parameters);
  const later = found.filter(({ rule }) => rule.rule_id > parameters.after);
  const page = firstPage(
    later.map((rule) => ruleView(rule, answering.startedAt)),
    parameters.limit,
  );
  const last = page.length < later.length ? page.at(-1) : undefined;
  return jsonResponse({
    list_version: version,
    total: found.length,
    rules: page,
    unreadable: unreadableRules(rules),
    ...(last && { next: last.rule_id }),
  });
});

/** GET /bans/{rule_id} */
export const showRule: Answer = withParameters(onlyParameters({}, 'a rule'), async (answering, { below }) => {
  const { rules } = await currentList(answering);
  const rule = rules.standing.get(below);
  return rule === undefined
    ? problemResponse(noRule(below, rules))
    : versionedResponse(rule.change.offset, ruleView(rule, answering.startedAt));
});

export const unreadableRules = ({ unreadable }: Rules) =>
  Array.from(unreadable, ([ruleId, rule]) => unreadableView(ruleId, rule));

function rulesFor({ standing }: Rules, { kind, q }: ListParameters): StandingRule[] {
  const text = q?.toLowerCase();
  return Array.from(standing.values())
    .filter(({ rule }) => kind === undefined || rule.kind === kind)
    .filter(({ rule }) => text === undefined || textsOf(rule).some((own) => own.toLowerCase().includes(text)))
    .toSorted((one, other) => (one.rule.rule_id < other.rule.rule_id ? -1 : 1));
}

const textsOf = ({ rule_id, value, reason }: BanRule): string[] => [
  rule_id,
  typeof value === 'string' ? value : JSON.stringify(value),
  reason,
];
