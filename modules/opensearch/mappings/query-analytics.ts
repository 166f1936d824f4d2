import { keyword, stemmedText } from './field.ts';
import { run } from './run.ts';

/** What buyers search for most (kind: top), and what they search for without finding anything (kind: empty). */
export const queryAnalytics = {
  dynamic: false,
  properties: {
    kind: keyword,
    rank: { type: 'long' },
    text: { ...stemmedText, fields: { keyword } },
    searches: { type: 'long' },
    users: { type: 'long' },
    average_hits: { type: 'double' },
    click_through: { type: 'double' },
    last_ms: { type: 'date', format: 'epoch_millis' },
    ...run,
  },
};
