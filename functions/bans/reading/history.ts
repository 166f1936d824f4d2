import { historyEntrySchema } from '../../../modules/ban-list/history-entry.ts';
import { once, onlyParameters, wholeNumber } from '../../../modules/http/parameters.ts';
import { jsonResponse } from '../../../modules/http/response.ts';
import { withParameters, type Answer } from '../answering.ts';
import { z } from 'zod';
import { findDocuments } from '../../../modules/opensearch/find-documents.ts';
import { firstPage } from './page.ts';

export const historySchema = onlyParameters(
  {
    rule_id: once(z.string()).optional(),
    limit: once(wholeNumber(1_000)).default(50),
    before: once(z.string().regex(/^\d{1,15}$/, 'must be a version')).optional(),
  },
  'the history',
);

/** GET /bans/history: changes of the list, the newest first. */
export const listChanges: Answer = withParameters(historySchema, async ({ client, names }, _, parameters) => {
  const { rule_id, limit, before } = parameters;
  const filter = [
    ...(rule_id === undefined ? [] : [{ term: { rule_id } }]),
    ...(before === undefined ? [] : [{ range: { version: { lt: Number(before) } } }]),
  ];
  const body = { size: limit, sort: [{ version: 'desc' }], query: { bool: { filter } } };
  const { total, documents } = await findDocuments(client, names.banHistory, body, historyEntrySchema);
  const changes = firstPage(documents, limit);
  const last = changes.length < total ? changes.at(-1) : undefined;
  return jsonResponse({ changes, ...(last && { next: last.version }) });
});
