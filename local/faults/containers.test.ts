import { expect, test } from 'vitest';
import { instanceAt, notRunning } from '../instance/instance.ts';
import { faults, inject } from './faults.ts';

const instance = instanceAt('unit', 0, { inContainers: true });

test.each([
  ['stop-broker', '2', 'stop broker-2'],
  ['kill-broker', '3', 'kill broker-3'],
  ['stop-namenode', '', 'stop namenode'],
  ['stop-engine', '', 'stop ministack'],
])('in containers %s %s is refused with what Docker Compose is asked for', async (name, choice, command) => {
  await expect(inject(instance, name, choice)).rejects.toThrow(`docker-compose.localstack.yml ${command}`);
});

test('every fault that ends a server knows what it is in containers', () => {
  const ending = faults.filter(({ name }) => /^(?:stop|kill)-/u.test(name));
  expect(ending.filter(({ inContainers }) => inContainers === undefined)).toEqual([]);
});

test('containers that do not run are started by Docker Compose, not by npm', () => {
  expect(notRunning(instance).message).toMatch(/docker compose .* up --detach$/u);
});
