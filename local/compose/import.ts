import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { jsonOf } from '../../modules/errors/schema.ts';
import { retried, type RetryBounds } from '../../modules/retry/retry.ts';
import type { SavedObject } from './saved-objects.ts';

const answerTimeoutMs = 10_000;

/** OpenSearch Dashboards takes a minute or two from its start to its first answer. */
const whileItStarts: RetryBounds = {
  attempts: 400,
  deadlineMs: 300_000,
  isPassing: (error) => error instanceof PlatformError && error.code === 'server_not_ready',
};

const answerSchema = z.object({
  success: z.boolean(),
  errors: z.array(z.looseObject({ type: z.string(), id: z.string(), error: z.unknown() })).default([]),
});

/**
 * Puts saved objects into OpenSearch Dashboards, over those of the same ids. Throws `server_not_ready` when nobody answers
 * within the bounds, `request_refused` with the first object that was not taken.
 */
export async function importSavedObjects(
  url: string,
  objects: readonly SavedObject[],
  bounds: RetryBounds = whileItStarts,
): Promise<void> {
  const { success, errors } = await retried(() => send(url, objects), bounds);
  const [first] = errors;
  if (success) return;
  const what = first === undefined ? 'an object' : `${first.type} "${first.id}": ${JSON.stringify(first.error)}`;
  throw new PlatformError('request_refused', `OpenSearch Dashboards did not take ${what}`);
}

async function send(url: string, objects: readonly SavedObject[]): Promise<z.infer<typeof answerSchema>> {
  const lines = objects.map((object) => `${JSON.stringify(object)}\n`).join('');
  const body = new FormData();
  body.append('file', new Blob([lines], { type: 'application/x-ndjson' }), 'saved-objects.ndjson');
  const response = await fetch(`${url}/api/saved_objects/_import?overwrite=true`, {
    method: 'POST',
    headers: { 'osd-xsrf': 'true' },
    body,
    signal: AbortSignal.timeout(answerTimeoutMs),
  }).catch((cause: unknown) => {
    throw new PlatformError('server_not_ready', `OpenSearch Dashboards does not answer at ${url}`, { cause });
  });
  const text = await response.text();
  if (response.ok) {
    const answer = answerSchema.safeParse(jsonOf(text));
    if (answer.success) return answer.data;
    throw new PlatformError('request_refused', `what answers at ${url} is not OpenSearch Dashboards`);
  }
  // Until it is up it answers 503, in words.
  const code = response.status >= 500 ? 'server_not_ready' : 'request_refused';
  throw new PlatformError(code, `OpenSearch Dashboards answers ${response.status}: ${text.slice(0, 300)}`);
}
