/** Header names of the platform on the records of products, each written once. */
export const header = {
  /** Version of the product, epoch milliseconds in decimal; without it the record's timestamp is the version. */
  version: 'version',
  /** Version of the ban list that a record was judged under. */
  banListVersion: 'ban_list_version',
  /** What the filter decided, on records of `filtered_products`: allowed, rejected or withdrawn. */
  verdict: 'verdict',
  /** On records of `filtered_products`: which optional fields could not be read and are left out, and why. */
  warnings: 'warnings',
  /**
   * On the tombstone of a rejected product: why, as JSON, and the product as the shop sent it. `filtered_products` alone
   * tells every decision on a product in its order; `rejected_products` is a log of the rejections.
   */
  rejection: 'rejection',
  rejectedProduct: 'rejected_product',
  /**
   * Offset in `products` of the record with which the shop sent the product: of equal versions the later one counts. On
   * records of `filtered_products`, and on what is sent through `products` once more.
   */
  sourceOffset: 'source_offset',
  /** Marks what is sent through the flow once more, because the ban list has changed, and what comes of it. */
  judgedAgain: 'judged_again',
  /** On a record that was sent again from a dead letter: which letter. One for each time, so it may stand several times. */
  redriven: 'redriven',
} as const;

/**
 * What a dead letter says beside the headers of its record, which stand before these as they came, under whatever names. So of
 * two headers with one of these names the last is the platform's; and everything from the last `topic` on is.
 */
export const deadLetterHeader = {
  /** Where the record came from. */
  topic: 'topic',
  partition: 'partition',
  offset: 'offset',
  /** The record's own, epoch milliseconds in decimal: its version, when it has no header that says one. */
  timestamp: 'timestamp',
  /** Who gave up on it, and why. */
  function: 'function',
  errorCode: 'error_code',
  errorMessage: 'error_message',
  /** When only the beginning of a record is kept: how large its value is, and its digest in hex. */
  valueBytes: 'value_bytes',
  valueSha256: 'value_sha256',
} as const;

/**
 * On records of `products`: the shop that sent them, by the name of its key. Whoever takes products over HTTP sets it, a client of
 * Kafka may; the filter passes it on like any header of a shop. It says who may see a dead letter, not what becomes of the record.
 */
export const sentByHeader = 'shop';

/** Header names on records of `banned_products`: who changed a rule, and why. */
export const banHeader = { changedBy: 'changed_by', why: 'why' } as const;

const ownHeaders: ReadonlySet<string> = new Set(Object.values(header));

/** What the shop said beside its product. The platform's own headers are not the shop's to set. */
export const shopHeaders = <H extends { readonly name: string }>(headers: readonly H[]): H[] =>
  headers.filter(({ name }) => !ownHeaders.has(name));
