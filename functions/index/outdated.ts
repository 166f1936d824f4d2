import type { BanList } from '../../modules/ban-list/ban-list.ts';
import { rejectionOf } from '../../modules/bans/rejection.ts';
import { namedHeaders } from '../../modules/kafka/headers.ts';
import type { KafkaRecord, OutgoingRecord } from '../../modules/kafka/record.ts';
import { header, shopHeaders } from '../../modules/platform/headers.ts';
import type { Decision, Judged } from './decision.ts';

/**
 * Whether a decision was made under an older ban list than the present one, which decides otherwise or for other rules.
 * Such a product is judged again. That ends: what comes back was decided under the present list or a later one, so it is
 * outdated only if yet another change of the list is about this very product. `at`: now, epoch milliseconds.
 */
export function isOutdated(decision: Decision, list: BanList, at: number): decision is Decision & Judged {
  if (decision.state === 'withdrawn' || decision.state === 'unexplained') return false;
  if (decision.version.ban_list_version >= list.version) return false;
  const before = ruleIds(decision.state === 'rejected' ? decision.rejection.reasons : []);
  const now = ruleIds(rejectionOf(list.match(decision.product, at), at).reasons);
  return before.size !== now.size || [...before].some((id) => !now.has(id));
}

const ruleIds = (reasons: readonly { readonly rule_id: string }[]): Set<string> =>
  new Set(reasons.map(({ rule_id }) => rule_id));

/** The product once more for the filter, under the version that it has. */
export const judgedAgain = ({ headers }: KafkaRecord, { id, version, bytes }: Judged): OutgoingRecord => ({
  topic: 'products',
  key: id,
  value: bytes,
  headers: [...shopHeaders(headers), ...namedHeaders({ [header.version]: String(version.version) })],
});
