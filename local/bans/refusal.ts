import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { RefusedRequest } from '../client-api/call.ts';
import { contentOf, counted, fieldText, shareText, timeText } from './rule-text.ts';

const tooManySchema = z.object({
  matches: z.int(),
  catalogue: z.int(),
  share: z.number(),
  is_estimate: z.boolean().optional(),
});

const overtakenSchema = z.object({
  current_version: z.int(),
  changed_by: z.string().optional(),
  changed_at: z.string(),
  changed: z.record(z.string(), z.unknown()).optional(),
});

/** Waits for an answer of the API about one rule; what it refuses is told with what the moderator can do about it. */
export async function explained<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof RefusedRequest ? explanationOf(error) : error;
  }
}

function explanationOf(refused: RefusedRequest): PlatformError {
  const { status, problem } = refused;
  const tooMany = tooManySchema.safeParse(problem);
  if (status === 409 && tooMany.success) return inWords(tooManyText(tooMany.data));
  const overtaken = overtakenSchema.safeParse(problem);
  if (status === 412 && overtaken.success) return inWords(overtakenText(overtaken.data));
  return refused;
}

const inWords = (text: string): PlatformError => new PlatformError('request_refused', text);

const tooManyText = ({ matches, catalogue, share, is_estimate }: z.infer<typeof tooManySchema>): string =>
  `nothing was changed: the rule would reject ${is_estimate === true ? 'about ' : ''}${counted(matches)} of ` +
  `${counted(catalogue)} products (${shareText(share)}); look at them with test, or add --force if all of them are meant`;

function overtakenText({ current_version, changed_by, changed_at, changed }: z.infer<typeof overtakenSchema>): string {
  const fields = Object.entries(contentOf(changed ?? {})).map(([name, value]) => `${name} is now ${fieldText(value)}`);
  const what = fields.length === 0 ? '' : `: ${fields.join(', ')}`;
  return (
    `nothing was changed: ${changed_by ?? 'somebody'} changed the rule on ${timeText(changed_at)} ` +
    `(version ${current_version})${what}; look at it with show, then edit it again`
  );
}
