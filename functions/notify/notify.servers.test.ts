import { randomUUID } from 'node:crypto';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { engineClientConfig } from '../../local/engine/endpoint.ts';
import { telegramUrl } from '../../local/services/telegram.ts';
import { testInstance } from '../../tests/instance.ts';

const instance = testInstance();
const cloudwatch = new CloudWatchClient(engineClientConfig(instance));
const AlarmName = 'marketplace-notify-throttles';

afterAll(() => cloudwatch.destroy());

const inboxSchema = z.array(z.object({ text: z.string() }));

async function messagesWith(mark: string): Promise<string[]> {
  const response = await fetch(`${telegramUrl(instance)}/inbox`, { signal: AbortSignal.timeout(5_000) });
  return inboxSchema
    .parse(await response.json())
    .map(({ text }) => text)
    .filter((text) => text.includes(mark));
}

const set = (StateValue: 'ALARM' | 'OK', mark: string) =>
  cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: `rehearsal <${mark}> & more` }));
const arrived = (mark: string) =>
  vi.waitUntil(async () => (await messagesWith(mark))[0], { timeout: 60_000, interval: 200 });

test('an alarm that is set off reaches Telegram over SNS, and so does its end', async () => {
  const marks = [randomUUID(), randomUUID()] as const;
  await set('OK', randomUUID());
  await set('ALARM', marks[0]);
  expect(await arrived(marks[0])).toMatch(
    /^🔴 Тревога: marketplace-notify-throttles\nВызовы marketplace-notify отклоняются/u,
  );
  await set('OK', marks[1]);
  expect(await arrived(marks[1])).toMatch(/^🟢 Снова в порядке: marketplace-notify-throttles/u);
  for (const mark of marks) expect(await messagesWith(mark)).toHaveLength(1);
});
