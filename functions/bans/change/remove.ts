import { once, onlyParameters } from '../../../modules/http/parameters.ts';
import { problemResponse } from '../../../modules/http/response.ts';
import { withParameters, type Answer } from '../answering.ts';
import { whySchema } from '../rule/new-rule.ts';
import { changedResponse, readIfMatch, wrongIfMatch } from '../rule/version.ts';
import { changeList } from './publish.ts';
import { noRule, unmatched } from './unmatched.ts';

export const removalParameters = onlyParameters({ why: once(whySchema).optional() }, 'the removal of a rule');

/** DELETE /bans/{rule_id}: also of what cannot be read as a rule. */
export const removeRule: Answer = withParameters(removalParameters, async (answering, request, { why }) => {
  const { below: ruleId } = request;
  const matching = readIfMatch(request.ifMatch);
  if (matching === undefined) return problemResponse(wrongIfMatch);
  return changeList(answering, async ({ rules }) => {
    const present = rules.standing.get(ruleId);
    if (present === undefined && !rules.unreadable.has(ruleId)) return problemResponse(noRule(ruleId, rules));
    if (present !== undefined && matching !== 'any' && !matching.includes(present.change.offset))
      return problemResponse(await unmatched(answering, present, matching));
    return {
      changes: [{ ruleId, rule: undefined }],
      why,
      answer: ([version = 0]) => changedResponse(ruleId, version),
    };
  });
});
