import { z } from 'zod';
import { invalidParameters, type Problem } from './problem.ts';

const eventSchema = z.looseObject({
  pathParameters: z.record(z.string(), z.string()).nullish(),
  multiValueQueryStringParameters: z.record(z.string(), z.array(z.string())).nullish(),
});

/** What is wrong with an address that does not hold text in UTF-8, such as one in Windows-1251. */
export function unreadableAddress(event: unknown): Problem | undefined {
  const { pathParameters, multiValueQueryStringParameters } = eventSchema.safeParse(event).data ?? {};
  const inQuery = Object.entries(multiValueQueryStringParameters ?? {}).filter(
    ([name, values]) => isUnreadable(name) || values.some(isUnreadable),
  );
  const inPath = Object.entries(pathParameters ?? {}).filter(
    ([, value]) => isUnreadable(value) || isEncodedOtherwise(value),
  );
  const names = [...inPath, ...inQuery].map(([name]) => name);
  if (names.length === 0) return undefined;
  return invalidParameters(names.map((parameter) => ({ parameter, detail: 'must be text in UTF-8' })));
}

/** U+FFFD is what API Gateway makes of bytes that are not UTF-8; Kafka and OpenSearch would take 0, and people never mean it. */
const isUnreadable = (text: string): boolean => /[\uFFFD\0]/u.test(text);

/** Parts of the path come as they stand in the address, or decoded already. */
function isEncodedOtherwise(text: string): boolean {
  if (!/%(?:00|[89A-F][\dA-F])/iu.test(text)) return false;
  try {
    return isUnreadable(decodeURIComponent(text));
  } catch {
    return true;
  }
}
