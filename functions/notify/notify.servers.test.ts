import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { engineClientConfig } from '../../local/engine/endpoint.ts';
import { telegramUrl } from '../../local/services/telegram.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { untilNoOutage } from '../../tests/support/outage.ts';

const instance = testInstance();
const cloudwatch = new CloudWatchClient(engineClientConfig(instance));
const AlarmName = 'marketplace-notify-throttles';
const within = { timeout: 90_000, interval: 200 };

afterAll(() => cloudwatch.destroy());

const inboxSchema = z.array(z.object({ text: z.string() }));

async function messages(): Promise<string[]> {
  const response = await fetch(`${telegramUrl(instance)}/inbox`, { signal: AbortSignal.timeout(5_000) });
  return inboxSchema
    .parse(await response.json())
    .map(({ text }) => text)
    .filter((text) => text.includes(AlarmName));
}

test('an alarm that is set off by hand reaches Telegram over SNS and Alertmanager once, and so does its end when the metric is judged', async () => {
  await untilNoOutage(instance);
  const before = (await messages()).length;
  const StateReason = 'rehearsal';
  await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason }));
  const told = /• Вызовы marketplace-notify отклоняются.+\[marketplace-notify-throttles\]\n/su;
  const fired = expect.stringMatching(new RegExp(`^⚠️ СРАБОТАЛО: 1\\s+${told.source}`, told.flags));
  const ended = expect.stringMatching(new RegExp(`^✅ ВОССТАНОВЛЕНО: 1\\s+${told.source}`, told.flags));
  await expect.poll(async () => (await messages()).slice(before), within).toEqual([fired, ended]);
}, 480_000);
