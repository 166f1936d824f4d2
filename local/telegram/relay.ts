import type { Call } from './answer.ts';

const answerTimeoutMs = 15_000;

/** Asks Telegram itself, and gives its answer: who asked repeats what passes, and says so of what does not. */
export async function relay(
  apiUrl: string,
  { token, method, body }: Call,
): Promise<{ readonly status: number; readonly body: unknown }> {
  try {
    const response = await fetch(`${apiUrl}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    return { status: response.status, body: await response.json() };
  } catch {
    // The error of fetch names the address, and the address has the token.
    return { status: 502, body: { ok: false, error_code: 502, description: 'Bad Gateway: Telegram does not answer' } };
  }
}
