import { isDeepStrictEqual } from 'node:util';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { ReadBanList } from '../../../modules/ban-list/ban-list.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';
import { problemResponse } from '../../../modules/http/response.ts';
import { currentList, type Answering } from '../answering.ts';
import { isTooMuch, matchedShare, shareText, type Share } from '../trial/share.ts';
import { changeList, isRefusal, type Plan, type PlanOrRefusal } from './publish.ts';

/** A plan that sets one rule. `tried`: the rule, when what it matches is another than before. */
export interface SetRule extends Plan {
  readonly tried: BanRule | undefined;
}

/**
 * Sets a rule. Unless it is forced, it is tried first, before the lock is taken: one that matches too much is refused. What
 * is set in the end is what was tried.
 */
export async function setRule(
  answering: Answering,
  isForced: boolean,
  planUnder: (list: ReadBanList) => Promise<SetRule | APIGatewayProxyResult>,
): Promise<APIGatewayProxyResult> {
  const first = await planUnder(await currentList(answering));
  if (isRefusal(first)) return first;
  if (first.changes.length === 0) return first.answer([]);
  const tried = isForced ? undefined : first.tried;
  const share = tried === undefined ? undefined : await matchedShare(answering, tried);
  if (share !== undefined && isTooMuch(share)) return problemResponse(tooMuch(share));
  return changeList(answering, async (list): Promise<PlanOrRefusal> => {
    const planned = await planUnder(list);
    if (isForced || isRefusal(planned) || isDeepStrictEqual(planned.tried, tried)) return planned;
    return problemResponse(overtaken);
  });
}

const tooMuch = (share: Share) => ({
  status: 409,
  title: 'Conflict',
  detail: `The rule ${shareText(share)}. If that is meant, send it with force=true.`,
  members: { ...share },
});

const overtaken = {
  status: 409,
  title: 'Conflict',
  detail: 'Somebody else changed the rule while this change was tried; look at it and try again.',
  retryAfter: 1,
};
