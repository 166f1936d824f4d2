import { sweepSchema } from '../../../modules/ban-sweeps/sweep.ts';
import { onlyParameters } from '../../../modules/http/parameters.ts';
import { invalidParameters, notFound } from '../../../modules/http/problem.ts';
import { jsonResponse, problemResponse } from '../../../modules/http/response.ts';
import { withParameters, type Answer } from '../answering.ts';
import { findDocuments } from '../../../modules/opensearch/find-documents.ts';

/** GET /bans/sweeps/{version}: how far the products are that a change touches. */
export const showSweep: Answer = withParameters(onlyParameters({}, 'a sweep'), async ({ client, names }, { below }) => {
  const text = below.replace(/^sweeps\//u, '');
  if (!/^\d{1,15}$/u.test(text))
    return problemResponse(invalidParameters([{ parameter: 'version', detail: 'must be the version of a change' }]));
  const version = Number(text);
  const filter = [{ range: { from_version: { lte: version } } }, { range: { to_version: { gte: version } } }];
  const body = { size: 1, sort: [{ started_at: 'desc' }], query: { bool: { filter } } };
  const [sweep] = (await findDocuments(client, names.banSweeps, body, sweepSchema)).documents;
  return sweep === undefined
    ? problemResponse(notFound(`No sweep for the change ${version} has begun yet.`))
    : jsonResponse(sweep);
});
