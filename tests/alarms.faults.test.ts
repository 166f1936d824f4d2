import { CloudWatchClient, DeleteAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, expect, test } from 'vitest';
import { lambdaName } from '../modules/platform/function-names.ts';
import { productAt } from '../local/catalogue/product.ts';
import { engineClientConfig } from '../local/engine/endpoint.ts';
import { noReading } from '../local/faults/records.ts';
import { withAdmin } from '../local/kafka/client.ts';
import { readInbox } from '../local/telegram/inbox.ts';
import { alarmsOf } from './support/alarms.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { untilNoOutage } from './support/outage.ts';
import { sendAsShop } from './support/send.ts';

const instance = testInstance();
const config = engineClientConfig(instance);
const cloudwatch = new CloudWatchClient(config);
const lambda = new LambdaClient({ ...config, maxAttempts: 1 });
/** Alarms look back a minute, lag is put every half minute, logs are read every few seconds; a busy machine gets more. */
const within = { timeout: 240_000, interval: 500 };

afterAll(() => {
  cloudwatch.destroy();
  lambda.destroy();
});

const stateOf = async (name: string): Promise<string | undefined> =>
  (await alarmsOf(cloudwatch, { AlarmNamePrefix: name }))[0]?.StateValue;

/** What people were told of an alarm, from the given message on. */
const toldOf = (alarm: string, first: number): readonly string[] =>
  readInbox(instance)
    .slice(first)
    .map(({ text }) => text)
    .filter((text) => text.includes(alarm));

test('a function that fails is told once and by name, and that it is well again when it is', async () => {
  // No function of Kafka's, and none of the API, which answers every error: of those of Kafka FunctionFailing tells, and what works again before that is no news.
  const alarm = `${lambdaName('analytics')}-errors`;
  await expect.poll(() => stateOf(alarm), within).toBe('OK');
  await untilNoOutage(instance);
  const first = readInbox(instance).length;
  const { FunctionError } = await lambda.send(
    new InvokeCommand({
      FunctionName: lambdaName('analytics'),
      Payload: JSON.stringify({ step: 'no step of an analysis' }),
    }),
  );
  expect(FunctionError).toBe('Unhandled');
  const fired = expect.stringMatching(/^⚠️ СРАБОТАЛО: 1\s+• Вызовы marketplace-analytics завершаются ошибкой/u);
  await expect.poll(() => toldOf(alarm, first), within).toEqual([fired]);
  const ended = expect.stringMatching(/^✅ ВОССТАНОВЛЕНО: 1\s+• Вызовы marketplace-analytics завершаются ошибкой/u);
  await expect.poll(() => toldOf(alarm, first), within).toEqual([fired, ended]);
}, 1_000_000);

test('products that nobody takes age, which is told, and so is that they were taken', async () => {
  const [real] = await alarmsOf(cloudwatch, { AlarmNamePrefix: `${lambdaName('filter')}-products-age` });
  // The same metric, and a threshold for which a test can wait.
  const name = uniqueName('marketplace-filter-products-age');
  const { MetricName, Namespace, Dimensions, Statistic, Period, ComparisonOperator, TreatMissingData } = real ?? {};
  const { AlarmActions, OKActions } = real ?? {};
  const watched = { MetricName, Namespace, Dimensions, Statistic, Period, TreatMissingData, AlarmActions, OKActions };
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      ...watched,
      AlarmName: name,
      ComparisonOperator: ComparisonOperator ?? 'GreaterThanOrEqualToThreshold',
      Threshold: 20,
      EvaluationPeriods: 1,
    }),
  );
  try {
    await expect.poll(() => stateOf(name), within).toBe('OK');
    await untilNoOutage(instance);
    const first = readInbox(instance).length;
    // A server that is away would be told of in its stead.
    await withAdmin(instance, (admin) => admin.createAcls({ acl: [noReading] }));
    await sendAsShop(instance, [productAt(3, 1, uniqueName('age'))]);
    const fired = expect.stringMatching(/^⚠️ СРАБОТАЛО/u);
    await expect.poll(() => toldOf(name, first), within).toEqual([fired]);
    await withAdmin(instance, (admin) => admin.deleteAcls({ filters: [noReading] }));
    await expect.poll(() => toldOf(name, first), within).toEqual([fired, expect.stringMatching(/^✅ ВОССТАНОВЛЕНО/u)]);
  } finally {
    await withAdmin(instance, (admin) => admin.deleteAcls({ filters: [noReading] }));
    await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: [name] }));
  }
}, 1_300_000);
