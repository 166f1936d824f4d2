import { apiAddress } from '../../local/deploy/api.ts';
import { moderatorKeys } from '../../local/deploy/secrets.ts';
import type { Instance } from '../../local/instance/instance.ts';

/** Milliseconds: the first call of a function starts it. */
const answerTimeoutMs = 20_000;

/** Has a moderator look at the ban list, so that the dashboards show the function that answers. */
export async function moderate(instance: Instance): Promise<void> {
  const [address, keys] = await Promise.all([apiAddress(instance), moderatorKeys(instance)]);
  await fetch(`${address}/bans/status`, {
    headers: { authorization: `Bearer ${keys['moderator'] ?? ''}` },
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
}
