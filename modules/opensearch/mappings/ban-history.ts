import { keyword } from './field.ts';

/** Every change of the ban list, one document each: the id is the offset of its record in `banned_products`. */
export const banHistory = {
  dynamic: false,
  properties: {
    version: { type: 'long' },
    rule_id: keyword,
    /** set, removed or unreadable. */
    action: keyword,
    at: { type: 'date' },
    by: keyword,
    why: { type: 'text', index: false },
    problem: { type: 'text', index: false },
    /** As the record says; only ever read as a whole. */
    rule: { type: 'object', enabled: false },
  },
};
