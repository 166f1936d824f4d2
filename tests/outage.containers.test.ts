import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { compose, docker, found, send, testProject, unwell } from './support/compose.ts';

/** However busy the machine is. */
const patiently = { timeout: 600_000, interval: 2_000 };

const inboxSchema = z.array(z.object({ text: z.string() }));

/** What the stand-in for Telegram received so far. */
async function inbox(): Promise<readonly string[]> {
  const response = await fetch('http://localhost:9097/inbox');
  return inboxSchema.parse(await response.json()).map(({ text }) => text);
}

/** Sends a product of its own and waits until a buyer finds it. */
async function flows(): Promise<void> {
  const id = `поток${randomUUID().slice(0, 8)}`;
  await expect.poll(() => send({ ...aProduct, product_id: id, name: `Чайник ${id}` }), patiently).toContain('');
  await expect.poll(() => found(id).catch(() => []), patiently).toEqual([id]);
}

const aProduct = {
  price: { amount: 10, currency: 'RUB' },
  category: 'Чайники',
  brand: 'XYZ',
  stock: { available: 1, reserved: 0 },
  store_id: 'store-1',
};

const lasting = async (): Promise<readonly string[]> =>
  (await compose('ps', '--services', '--status', 'running')).split('\n').filter(Boolean);

/** How each container has ended, the first to end first. */
async function ends(): Promise<readonly { readonly service: string; readonly code: number; readonly at: number }[]> {
  const ids = (await compose('ps', '--all', '--quiet')).split('\n').filter(Boolean);
  const label = '{{index .Config.Labels "com.docker.compose.service"}}';
  const { out } = await docker('inspect', '--format', `${label} {{.State.ExitCode}} {{.State.FinishedAt}}`, ...ids);
  const rows = out
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  return rows
    .map(([service = '', code, at = '']) => ({ service, code: Number(code), at: Date.parse(at) }))
    .toSorted((a, b) => a.at - b.at);
}

/** Kills everything in a container but its first process, which then ends, as after a crash. */
const crash = (service: string): Promise<unknown> =>
  docker('compose', '--project-name', testProject, 'exec', '--no-TTY', service, 'bash', '-c', 'kill -9 -1');

beforeAll(() => vi.waitUntil(async () => (await unwell()).length === 0, patiently), 660_000);

test('people on duty are told of a broker that stops, products go on meanwhile, and of its return', async () => {
  const before = (await inbox()).length;
  const told = async (): Promise<string> => (await inbox()).slice(before).join('\n');
  await compose('stop', 'broker-2');
  await flows();
  await expect.poll(told, patiently).toMatch(/СРАБОТАЛО[^]*Брокер Kafka 2 не работает/u);
  await compose('start', 'broker-2');
  await expect.poll(told, patiently).toMatch(/ВОССТАНОВЛЕНО[^]*Брокер Kafka 2 не работает/u);
  await expect.poll(unwell, patiently).toEqual([]);
}, 1_800_000);

test('an engine that crashes comes back, and gets the stack again by itself', async () => {
  await crash('ministack');
  await flows();
  await expect.poll(unwell, patiently).toEqual([]);
}, 1_800_000);

test('after a crash of every container at once, everything comes back by itself', async () => {
  for (const service of await lasting()) await crash(service);
  await expect.poll(unwell, patiently).toEqual([]);
  await flows();
}, 1_800_000);

test('a container that was killed is started by the next up', async () => {
  await compose('kill', 'opensearch', 'event-source');
  await compose('up', '--detach', '--no-build', 'sample', 'prometheus');
  await expect.poll(unwell, patiently).toEqual([]);
  await flows();
}, 1_800_000);

test('every container ends in time when it is asked to, and what the platform has outlives stop and down', async () => {
  const id = `память${randomUUID().slice(0, 8)}`;
  await send({ ...aProduct, product_id: id, name: `Чайник ${id}` });
  await expect.poll(() => found(id), patiently).toEqual([id]);
  const services = await lasting();
  await compose('stop');
  const ended = await ends();
  const lastBroker = ended.findLast(({ service }) => service.startsWith('broker-'));
  // A broker asks the majority of the three for leave. The last one finds none any more, and can wait for it until it is killed.
  expect(ended.filter((one) => one.code === 137 && one !== lastBroker)).toEqual([]);
  await compose('start', ...services);
  await expect.poll(unwell, patiently).toEqual([]);
  expect(await found(id)).toEqual([id]);
  await compose('down');
  await compose('up', '--detach', '--no-build', ...services, 'sample');
  await expect.poll(unwell, patiently).toEqual([]);
  expect(await found(id)).toEqual([id]);
}, 2_400_000);

test('no container was short of memory', async () => {
  const ids = (await compose('ps', '--all', '--quiet')).split('\n').filter(Boolean);
  const { out } = await docker('inspect', '--format', '{{.Name}} {{.State.OOMKilled}}', ...ids);
  expect(out).not.toContain('true');
});
