import type { BanMatch } from '../../modules/bans/match.ts';

/** Bounds that keep a rejection of the largest product within what its topic takes. */
const maxReasons = 100;
const maxMatchedLength = 200;

/**
 * The value of a record of `rejected_products`, JSON: {product, reasons, rejected_at, ban_list_version}.
 * The product goes in as the bytes that the shop sent: nothing of it is lost, and nothing is serialised twice.
 */
export function rejection(product: Buffer, matches: readonly BanMatch[], banListVersion: number, at: number): Buffer {
  const verdict = {
    reasons: matches.slice(0, maxReasons).map(({ rule, where, matched }) => ({
      rule_id: rule.id,
      kind: rule.kind,
      value: rule.value,
      reason: rule.reason,
      where,
      matched: matched.slice(0, maxMatchedLength).toWellFormed(),
    })),
    rejected_at: new Date(at).toISOString(),
    ban_list_version: banListVersion,
  };
  return Buffer.concat([Buffer.from('{"product":'), product, Buffer.from(`,${JSON.stringify(verdict).slice(1)}`)]);
}
