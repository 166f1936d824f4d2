import { expect, onTestFinished, test } from 'vitest';
import { banListReader } from '../modules/ban-list/ban-list.ts';
import { jsonLog } from '../modules/logging/log.ts';
import { testInstance } from './support/instance.ts';
import { kafkaAs } from '../local/kafka/client.ts';
import { seedBans } from '../local/bans/seed.ts';

const instance = testInstance();

test('the sample rules are there once: seeding again publishes nothing', async () => {
  await seedBans(instance);
  expect(await seedBans(instance)).toBe(0);
  const bans = banListReader(
    async () => kafkaAs(instance, 'moderator'),
    jsonLog(() => undefined),
  );
  onTestFinished(() => bans.close());
  const { match } = await bans.current();
  const product = { product_id: 'p', name: 'Сигарет пачка', price: { amount: 1, currency: 'RUB' }, category: 'Прочее' };
  expect(match(product, Date.now()).map(({ rule }) => rule.rule_id)).toEqual(['ban-cigarettes']);
});
