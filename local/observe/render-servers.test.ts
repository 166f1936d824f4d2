import { expect, test } from 'vitest';
import { renderServers } from './render-servers.ts';
import type { ServerStatus } from './servers.ts';

const aServer = (name: string, overrides: Partial<ServerStatus>): ServerStatus => ({
  name,
  state: 'running',
  ports: [],
  lastLines: [],
  ...overrides,
});

test('a server that is down says whether anybody starts it again', () => {
  const text = renderServers([
    aServer('engine', { supervised: { doing: 'starting again', deaths: [1] } }),
    aServer('broker-2', { state: 'died', supervised: { doing: 'starting again', deaths: [1, 2] } }),
    aServer('emf', { state: 'died', lastLines: ['no room'], supervised: { doing: 'stays down', deaths: [1] } }),
    aServer('supervisor', { state: 'died' }),
    aServer('telegram', { state: 'stopped' }),
  ]);
  expect(text).toMatch(/engine +работает, запускается снова/u);
  expect(text).toMatch(/broker-2 +упал, запускается снова/u);
  expect(text).toMatch(/emf +упал, больше не запускается/u);
  expect(text).toMatch(/supervisor +упал +—/u);
  expect(text).toMatch(/telegram +остановлен +—/u);
  expect(text).toContain('emf, конец журнала:\n    no room');
});
