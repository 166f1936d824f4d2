import { z } from 'zod';
import { decodedOnce } from './percent.ts';
import { invalidParameters, type Problem } from './problem.ts';

const eventSchema = z.looseObject({
  pathParameters: z.record(z.string(), z.string()).nullish(),
  multiValueQueryStringParameters: z.record(z.string(), z.array(z.string())).nullish(),
});

/** A percent sign that is meant is %25; what API Gateway says of one in the query it says itself. */
const malformed = 'must be text in UTF-8, and a percent sign in it is written %25';

/** What is wrong with an address that does not hold text in UTF-8, such as one in Windows-1251. */
export function unreadableAddress(event: unknown): Problem | undefined {
  const { pathParameters, multiValueQueryStringParameters } = eventSchema.safeParse(event).data ?? {};
  const inPath = Object.entries(pathParameters ?? {}).filter(([, value]) => isUnreadable(decodedOnce(value)));
  const inQuery = Object.entries(multiValueQueryStringParameters ?? {}).filter(
    ([name, values]) => isUnreadable(name) || values.some(isUnreadable),
  );
  const errors = [
    ...inPath.map(([parameter]) => ({ parameter, detail: malformed })),
    ...inQuery.map(([parameter]) => ({ parameter, detail: 'must be text in UTF-8' })),
  ];
  return errors.length === 0 ? undefined : invalidParameters(errors);
}

/** U+FFFD is what API Gateway makes of bytes that are not UTF-8; Kafka and OpenSearch would take 0, and people never mean it. */
const isUnreadable = (text: string | undefined): boolean => text === undefined || /[\uFFFD\0]/u.test(text);
