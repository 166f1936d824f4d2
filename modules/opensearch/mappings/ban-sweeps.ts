import { keyword } from './field.ts';

const date = { type: 'date' };

/** What a change of the ban list touches is judged again: how far that is, one document for each change. See modules/ban-sweeps. */
export const banSweeps = {
  dynamic: false,
  properties: {
    sweep_id: keyword,
    from_version: { type: 'long' },
    to_version: { type: 'long' },
    rule_ids: keyword,
    state: keyword,
    started_at: date,
    updated_at: date,
    finished_at: date,
  },
};
