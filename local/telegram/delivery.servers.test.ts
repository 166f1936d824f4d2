import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertmanagerAlone } from '../../tests/support/alertmanager-alone.ts';

const { absence, start, remove, raise, failNext, told } = await alertmanagerAlone();
const deliveredWithin = { timeout: 90_000, interval: 200 };

describe.skipIf(absence !== undefined)('a message to Telegram', () => {
  beforeAll(start);
  afterAll(remove);

  it('arrives once though Telegram is busy and then broken, whatever the names in it', async () => {
    const summary = 'Магазин <b>«Рога & копыта»</b> 🦌 "50%" </i>';
    await failNext({ status: 429, retry_after: 1 }, 2);
    await failNext({ status: 500 }, 1);
    await raise({ alertname: 'Names', summary });
    await expect.poll(() => told(summary, 'СРАБОТАЛО'), deliveredWithin).toBe(1);
    await raise({ alertname: 'Names', summary, ended: true });
    await expect.poll(() => told(summary, 'ВОССТАНОВЛЕНО'), deliveredWithin).toBe(1);
    expect(told(summary, 'СРАБОТАЛО')).toBe(1);
  });

  it('about a dead broker comes without its consequences', async () => {
    const outage = { alertname: 'Outage', of: 'BrokerDown', severity: 'none', summary: 'Не работает: Kafka' };
    await raise(outage);
    await raise({ alertname: 'BrokerDown', summary: 'Брокер Kafka 1 не работает' });
    await raise({ alertname: 'NoActiveController', summary: 'Нет контроллера' });
    await expect.poll(() => told('Брокер Kafka 1', 'СРАБОТАЛО'), deliveredWithin).toBe(1);
    await raise({ alertname: 'NoActiveController', summary: 'Нет контроллера', ended: true });
    await raise({ alertname: 'BrokerDown', summary: 'Брокер Kafka 1 не работает', ended: true });
    await expect.poll(() => told('Брокер Kafka 1', 'ВОССТАНОВЛЕНО'), deliveredWithin).toBe(1);
    expect(told('Нет контроллера', 'СРАБОТАЛО')).toBe(0);
    expect(told('Не работает: Kafka', 'СРАБОТАЛО')).toBe(0);
    await raise({ ...outage, ended: true });
  });
});
