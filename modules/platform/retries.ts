/** How a batch that a function fails on is sent again: docs/decisions/054. */
export const retries = {
  /** How often, before its records become dead letters. */
  attempts: 5_000,
  /** How long a call that fails takes at least, in milliseconds. */
  leastFailureMs: 1_000,
} as const;
