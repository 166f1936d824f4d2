import { expect, it } from 'vitest';
import { answer, type Call } from './answer.ts';
import { standInBot } from './bot.ts';

const aCall = (body: object, fields: Partial<Call> = {}): Call => ({
  token: standInBot.token,
  method: 'sendMessage',
  body: { chat_id: standInBot.chatId, parse_mode: 'HTML', ...body },
  ...fields,
});

const statusOf = (call: Call): number => answer(call, undefined, 1, 0).status;

it('a message is kept as a person reads it', () => {
  const { message } = answer(aCall({ text: '<b>Магазин</b> &lt;A&amp;B&gt; 🦌' }), undefined, 7, 1_000);
  expect(message).toEqual({ message_id: 7, at: 1_000, chat_id: standInBot.chatId, text: 'Магазин <A&B> 🦌' });
});

it('a message for a topic of the chat is kept with it, and a link with where it leads', () => {
  const text = '<a href="http://localhost:9090/graph?a=1&amp;b=2">График</a>';
  const { message } = answer(aCall({ text, message_thread_id: '7' }), undefined, 7, 1_000);
  expect(message).toMatchObject({ message_thread_id: 7, text: 'График: http://localhost:9090/graph?a=1&b=2' });
});

it('a chat id may come as a string, as clients of the Bot API send it', () => {
  expect(statusOf(aCall({ text: 'a', chat_id: String(standInBot.chatId) }))).toBe(200);
});

it.each([
  ['a wrong token', aCall({ text: 'a' }, { token: '1:x' }), 401],
  ['another chat', aCall({ text: 'a', chat_id: 5 }), 400],
  ['no text', aCall({}), 400],
  ['an empty text', aCall({ text: '<b></b>' }), 400],
  ['a tag that is left open', aCall({ text: '<b>a' }), 400],
  ['an unknown tag', aCall({ text: 'магазин <Рога>' }), 400],
  ['more than 4,096 characters', aCall({ text: 'я'.repeat(4_097) }), 400],
  ['an unknown method', aCall({ text: 'a' }, { method: 'sendDice' }), 404],
])('%s is refused as Telegram does', (_, call, status) => {
  expect(answer(call, undefined, 1, 0)).toMatchObject({ status, body: { ok: false, error_code: status } });
});

it('a failure that was ordered is answered, and nothing is kept', () => {
  const busy = answer(aCall({ text: 'a' }), { status: 429, retry_after: 3 }, 1, 0);
  expect(busy).toMatchObject({ status: 429, body: { parameters: { retry_after: 3 } } });
  expect(busy.message).toBeUndefined();
});
