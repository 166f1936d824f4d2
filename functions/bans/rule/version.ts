import type { APIGatewayProxyResult } from 'aws-lambda';
import { invalidParameters } from '../../../modules/http/problem.ts';
import { jsonResponse } from '../../../modules/http/response.ts';

/** An answer about a rule of this version. */
export function versionedResponse(version: number, body: object, statusCode = 200): APIGatewayProxyResult {
  const response = jsonResponse(body, statusCode);
  return { ...response, headers: { ...response.headers, etag: `"${version}"` } };
}

/** The answer to a change of one rule; its version is also the one by which its sweep is asked for. */
export const changedResponse = (ruleId: string, version: number, statusCode?: number): APIGatewayProxyResult =>
  versionedResponse(version, { rule_id: ruleId, version, sweep: version }, statusCode);

/**
 * The versions that a header If-Match names; `any` for `*` and for none, undefined for what is no such header. Quotes may
 * be left out, and proxies that compress make a weak tag of a strong one. https://www.rfc-editor.org/rfc/rfc9110#name-if-match
 */
export function readIfMatch(header: string | undefined): 'any' | readonly number[] | undefined {
  const text = header?.trim() ?? '*';
  if (text === '*') return 'any';
  const versions = text
    .split(',')
    .map((tag) => /^(?:W\/)?"?(?<version>\d{1,15})"?$/u.exec(tag.trim())?.groups?.['version']);
  return versions.includes(undefined) ? undefined : versions.map(Number);
}

export const wrongIfMatch = invalidParameters([
  { parameter: 'If-Match', detail: 'must be the ETag of the rule, for example "42"' },
]);
