import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { backoffMs, type Backoff } from '../../modules/retry/backoff.ts';
import type { Bot } from './bot.ts';

export interface SendBounds {
  readonly attempts: number;
  /** Milliseconds for one request. */
  readonly timeoutMs: number;
  /** Milliseconds for everything; no wait begins that would end later. */
  readonly deadlineMs: number;
  /** For failures where Telegram does not say how long to wait. */
  readonly backoff: Backoff;
}

/** Less than the function's own minute. */
const usualBounds: SendBounds = {
  attempts: 5,
  timeoutMs: 8_000,
  deadlineMs: 45_000,
  backoff: { initialMs: 700, maxMs: 10_000 },
};

/** https://core.telegram.org/bots/api#making-requests */
const answerSchema = z.object({
  ok: z.boolean(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
});

type Answer = { readonly kind: 'sent' } | { readonly kind: 'later'; readonly why: string; readonly after?: number };

/**
 * Sends a message in Telegram's HTML. Waits as long as Telegram asks for and repeats what passes, within bounds. Throws
 * request_refused when no repetition helps (token, chat, text) and server_not_ready when Telegram does not answer in time.
 */
export async function sendMessage(bot: Bot, text: string, bounds: SendBounds = usualBounds): Promise<void> {
  const giveUpAt = performance.now() + bounds.deadlineMs;
  for (let attempt = 1; ; attempt++) {
    const answer = await trySending(bot, text, bounds.timeoutMs);
    if (answer.kind === 'sent') return;
    const wait = answer.after ?? backoffMs(bounds.backoff, attempt - 1, Math.random());
    if (attempt >= bounds.attempts || performance.now() + wait > giveUpAt)
      throw new PlatformError('server_not_ready', `Telegram did not take the message: ${answer.why}`);
    await pause(wait);
  }
}

async function trySending(bot: Bot, text: string, timeoutMs: number): Promise<Answer> {
  const { apiUrl, botToken, chatId, threadId } = bot;
  const place = { chat_id: chatId, ...(threadId !== undefined && { message_thread_id: threadId }) };
  let response: Response;
  let body: z.infer<typeof answerSchema> | undefined;
  try {
    response = await fetch(`${apiUrl}/bot${botToken}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...place, text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    body = answerSchema.safeParse(await response.json().catch(() => undefined)).data;
  } catch (error) {
    // The error of fetch names the address, and the address has the token.
    return { kind: 'later', why: error instanceof Error ? error.name : 'no answer' };
  }
  if (response.ok && body?.ok !== false) return { kind: 'sent' };
  return later(response.status, body);
}

function later(status: number, body: z.infer<typeof answerSchema> | undefined): Answer {
  const why = `${status} ${body?.description ?? ''}`.trim();
  const after = body?.parameters?.retry_after;
  if (status === 429) return { kind: 'later', why, ...(after !== undefined && { after: after * 1_000 }) };
  if (status >= 500) return { kind: 'later', why };
  // Telegram answers 404 for a token that no bot can have.
  if (status === 401 || status === 404)
    throw new PlatformError('request_refused', `Telegram does not know the bot (${why}): check botToken in the secret`);
  throw new PlatformError(
    'request_refused',
    `Telegram refuses the message (${why}): check chatId and threadId in the secret`,
  );
}
