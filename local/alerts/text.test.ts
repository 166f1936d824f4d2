import { expect, test } from 'vitest';
import type { Alert, Silence } from '../alertmanager/alertmanager.ts';
import { alertsText, silencesText } from './text.ts';

const anAlert = (labels: Record<string, string>, status: Partial<Alert['status']> = {}): Alert => ({
  labels: { severity: 'critical', ...labels },
  annotations: { summary: 'Брокер Kafka 2 не работает' },
  startsAt: '2026-11-29T11:29:49.119Z',
  status: { silencedBy: [], inhibitedBy: [], ...status },
});

const silence: Silence = {
  id: 's1',
  status: { state: 'active' },
  matchers: [{ name: 'alertname', value: 'BrokerDown', isRegex: false, isEqual: true }],
  startsAt: '2026-11-29T11:30:00Z',
  endsAt: '2026-11-29T13:30:00Z',
  createdBy: 'anna',
  comment: 'меняем\u001b[2J диск',
};

test('an alert says since when it fires, and whether people know', () => {
  const text = alertsText(
    [
      anAlert({ alertname: 'BrokerDown' }, { silencedBy: ['s1'] }),
      anAlert({ alertname: 'CatalogueStale', severity: 'warning' }, { inhibitedBy: ['x'] }),
      anAlert({ alertname: 'CloudAlarm', alarm: 'marketplace-search-errors' }),
    ],
    [silence],
    'Europe/Moscow',
  );
  const [head, silenced, following, told] = text.split('\n');
  expect(head).toContain('с (мск)');
  expect(silenced).toMatch(/BrokerDown\s+срочная\s+29\.11\.2026 14:29:49\s+молчит до 29\.11\.2026 16:30:00 мск/u);
  expect(following).toMatch(/CatalogueStale\s+несрочная.*молчит: следствие другой/u);
  expect(told).toMatch(/marketplace-search-errors.*отправлена/u);
});

test('a silence says of what, until when, by whom and why, and steers no terminal', () => {
  expect(silencesText([silence], 'Europe/Moscow')).toMatch(
    /s1\s+alertname=BrokerDown\s+29\.11\.2026 16:30:00\s+anna\s+меняем \[2J диск/u,
  );
});
