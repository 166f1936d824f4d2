import { callApi, type Api } from '../client-api/call.ts';
import { listAnswerSchema, listedRuleSchema, type ListAnswer, type ListedRule } from './answer.ts';

/** How many rules the API gives at a time. */
const pageSize = 1_000;

/** Which rules are asked for. */
export interface Wanted {
  readonly kind?: string | undefined;
  /** Text of their ids, values or reasons. */
  readonly query?: string | undefined;
  readonly limit?: number | undefined;
}

/** Pages of the list in the order of ids, up to so many rules. */
export async function* pagesOfRules(api: Api, { kind, query, limit = Infinity }: Wanted): AsyncGenerator<ListAnswer> {
  let after: string | undefined;
  for (let left = limit; left > 0;) {
    const asked = { kind, q: query, limit: Math.min(left, pageSize), after };
    const page = await callApi(api, '/bans', asked, listAnswerSchema);
    yield page;
    left -= page.rules.length;
    if (page.next === undefined || page.rules.length === 0) return;
    after = page.next;
  }
}

export const pathOf = (ruleId: string): string => `/bans/${encodeURIComponent(ruleId)}`;

export const readRule = (api: Api, ruleId: string): Promise<ListedRule> =>
  callApi(api, pathOf(ruleId), {}, listedRuleSchema);
