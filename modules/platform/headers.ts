/** Header names of the platform, each written once. */
export const header = {
  /** Version of the product, epoch milliseconds in decimal; without it the record's timestamp is the version. */
  version: 'version',
  /** Version of the ban list that a record was judged under. */
  banListVersion: 'ban_list_version',
  /** What the filter decided, on records of `filtered_products`: allowed, rejected or withdrawn. */
  verdict: 'verdict',
  /** On records of `filtered_products`: which optional fields could not be read and are left out, and why. */
  warnings: 'warnings',
  /** On dead letters: where the record came from, who gave up on it, and why. */
  topic: 'topic',
  partition: 'partition',
  offset: 'offset',
  function: 'function',
  errorCode: 'error_code',
  errorMessage: 'error_message',
  /** On a dead letter that holds only the beginning of a record: how large its value is, and its digest in hex. */
  valueBytes: 'value_bytes',
  valueSha256: 'value_sha256',
} as const;
