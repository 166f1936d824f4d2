import { z } from 'zod';
import { standInBot } from './bot.ts';
import { htmlProblem, plainText } from './html.ts';

/** A message that a chat has got. */
export interface Message {
  readonly message_id: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly chat_id: number;
  /** Topic of the chat. */
  readonly message_thread_id?: number | undefined;
  /** As a person reads it. */
  readonly text: string;
}

/** A failure that somebody ordered, to rehearse it. */
export const failureSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal(429), retry_after: z.int().positive() }),
  z.object({ status: z.literal(500) }),
  /** As if the token were another bot's. */
  z.object({ status: z.literal(401) }),
  /** Takes the question, says nothing, and hangs up after so many seconds. */
  z.object({ status: z.literal('silence'), seconds: z.int().positive() }),
]);

export type Failure = z.infer<typeof failureSchema>;

/** A failure that is answered. */
export type AnsweredFailure = Exclude<Failure, { status: 'silence' }>;

/** What the Bot API answers: see https://core.telegram.org/bots/api#making-requests. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  /** The message that is in the chat because of it. */
  readonly message?: Message;
}

export interface Call {
  readonly token: string;
  readonly method: string;
  /** Unknown: whatever the client sent as JSON or as a form. */
  readonly body: unknown;
}

const messageSchema = z.object({
  chat_id: z.coerce.number().int(),
  message_thread_id: z.coerce.number().int().positive().optional(),
  text: z.string(),
  parse_mode: z.string().optional(),
});

/** Characters of a message, after its markup. */
const maxTextLength = 4_096;

/** Decides what a call of the Bot API is answered with. `next` is the id of the next message, `now` epoch milliseconds. */
export function answer(call: Call, failure: AnsweredFailure | undefined, next: number, now: number): Answer {
  if (call.token !== standInBot.token || failure?.status === 401) return refusal(401, 'Unauthorized');
  if (failure?.status === 500) return refusal(500, 'Internal Server Error');
  if (failure?.status === 429) {
    const { retry_after } = failure;
    return refusal(429, `Too Many Requests: retry after ${retry_after}`, { parameters: { retry_after } });
  }
  if (call.method === 'getMe')
    return success({ id: 100_000_000, is_bot: true, first_name: 'stand-in', username: 'bot' });
  if (call.method !== 'sendMessage') return refusal(404, 'Not Found: method not found');
  const parsed = messageSchema.safeParse(call.body);
  if (!parsed.success || parsed.data.chat_id !== standInBot.chatId) return refusal(400, 'Bad Request: chat not found');
  const { chat_id, message_thread_id, text: sent, parse_mode } = parsed.data;
  const problem = parse_mode === 'HTML' ? htmlProblem(sent) : undefined;
  if (problem !== undefined) return refusal(400, `Bad Request: can't parse entities: ${problem}`);
  const text = parse_mode === 'HTML' ? plainText(sent) : sent;
  if (text.trim() === '') return refusal(400, 'Bad Request: message text is empty');
  if (text.length > maxTextLength) return refusal(400, 'Bad Request: message is too long');
  const message = {
    message_id: next,
    at: now,
    chat_id,
    ...(message_thread_id !== undefined && { message_thread_id }),
    text,
  };
  const date = Math.floor(now / 1_000);
  return { ...success({ message_id: next, date, chat: { id: chat_id, type: 'supergroup' }, text }), message };
}

const success = (result: object): Answer => ({ status: 200, body: { ok: true, result } });

const refusal = (status: number, description: string, more: object = {}): Answer => ({
  status,
  body: { ok: false, error_code: status, description, ...more },
});
