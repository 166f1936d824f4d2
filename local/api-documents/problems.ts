import { z } from 'zod';

/** What a problem document holds (RFC 9457). */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int().optional(),
  detail: z.string(),
  errors: z.array(z.looseObject({ parameter: z.string(), detail: z.string() })).optional(),
});

const problem = (description: string, ...names: readonly string[]): object => ({
  description,
  ...(names.length > 0 && {
    headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
  }),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** What is answered instead, by status. */
export const problems: Readonly<Record<string, object>> = {
  304: {
    description: 'The content is as the tag in If-None-Match has it.',
    headers: { ETag: { $ref: '#/components/headers/ETag' } },
  },
  400: problem('What is wrong, field by field, in `errors`.'),
  401: problem('The key is missing or not known.', 'WWW-Authenticate'),
  403: problem('The key is missing, not known, or not meant for this.'),
  404: problem('There is no such thing.'),
  405: problem('The path does not take this method.', 'Allow'),
  409: problem('It is changed by somebody else at this moment, or there already.'),
  412: problem('It has changed since the version that If-Match names.'),
  413: problem('The body is too large.'),
  415: problem('The body is not JSON in UTF-8.'),
  429: problem('Requests come faster than the key allows.', 'Retry-After'),
  500: problem('The marketplace failed.'),
  503: problem('A system of the marketplace is down.', 'Retry-After'),
};

const header = (description: string): object => ({ description, schema: { type: 'string' } });

export const headers: Readonly<Record<string, object>> = {
  ETag: header('A tag of the content, for If-None-Match and If-Match.'),
  Location: header('Where the rule is.'),
  Allow: header('The methods that the path takes.'),
  'Retry-After': header('Seconds until another try makes sense.'),
  'WWW-Authenticate': header('Bearer.'),
};
