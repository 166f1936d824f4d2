import type { BanList } from '../../modules/ban-list/ban-list.ts';
import { decidesOtherwise } from '../../modules/ban-list/decides-otherwise.ts';
import { judgedAgainHeaders } from '../../modules/ban-list/judged-again.ts';
import type { KafkaRecord, OutgoingRecord } from '../../modules/kafka/record.ts';
import { shopHeaders } from '../../modules/platform/headers.ts';
import type { Decision, Judged } from './decision.ts';

/** A decision that a list can decide anew. */
export type JudgedDecision = Decision & Judged;

/** How long before its record was published a decision may have been made, and how far clocks may be apart, in milliseconds. */
const slack = 60_000;

export const isJudged = (decision: Decision): decision is JudgedDecision =>
  decision.state === 'allowed' || decision.state === 'rejected';

/**
 * Whether a decision was made before the list became what it is at a time, epoch milliseconds, and is another now. Such a
 * product is judged again. That ends: what comes back was decided under the present list or a later one, so it is outdated
 * only if yet another change of the list is about this very product.
 */
export const isOutdated = (decision: JudgedDecision, list: BanList, { timestamp }: KafkaRecord, at: number): boolean =>
  (decision.version.ban_list_version < list.version || list.changesWithin(timestamp - slack, at)) &&
  isDecidedOtherwise(decision, list, at);

export const isDecidedOtherwise = (decision: JudgedDecision, list: BanList, at: number): boolean =>
  decidesOtherwise(
    list,
    { product: decision.product, reasons: decision.state === 'rejected' ? decision.rejection.reasons : [] },
    at,
  );

/** The product once more for the filter, as the version that it is. */
export const judgedAgain = ({ headers }: KafkaRecord, { id, version, bytes }: Judged): OutgoingRecord => ({
  topic: 'products',
  key: id,
  value: bytes,
  headers: [...shopHeaders(headers), ...judgedAgainHeaders(version)],
});
