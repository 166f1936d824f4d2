import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { testInstance } from '../../tests/support/instance.ts';

const instance = testInstance();

const start = (...options: readonly string[]) =>
  spawn(process.execPath, [join(import.meta.dirname, 'status.ts'), ...options]);

async function status(...options: readonly string[]): Promise<{ code: unknown; out: string; err: string }> {
  const child = start(...options);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

test('of a healthy platform machines get one object', async () => {
  const { code, out } = await status('--instance', instance.name, '--json');
  expect(code).toBe(0);
  const picture = JSON.parse(out);
  expect(picture).toMatchObject({
    instance: instance.name,
    kafka: { ok: expect.any(Boolean) },
    index: { ok: expect.any(Boolean) },
    mappings: { ok: expect.any(Boolean) },
    last_analysis: { ok: expect.any(Boolean) },
    addresses: expect.arrayContaining([
      { address: `http://localhost:${instance.ports.opensearch}`, what: 'OpenSearch' },
    ]),
  });
  expect(JSON.stringify(picture)).not.toMatch(/"[a-z]+[A-Z]\w*":/u);
  for (const { state } of picture.servers) expect(state).toBe('running');
});

test('people get tables in Russian', async () => {
  const { out } = await status('--instance', instance.name);
  for (const title of ['Серверы', 'Топики', 'Функции', 'Поиск', 'Последний анализ', 'Последние ошибки'])
    expect(out).toContain(title);
  expect(out).toMatch(/broker-1\s+работает/u);
});

test('it shows the flow again and again until Ctrl-C, which is no failure', async () => {
  const child = start('--instance', instance.name, '--watch');
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  expect(await exited).toEqual([0, null]);
});

test.each([
  ['an instance that was never started', ['--instance', 'nobody'], 1, 'was never started here'],
  ['a wish for both', ['--instance', instance.name, '--json', '--watch'], 2, 'choose one'],
])('%s is refused with a reason', async (_, options, code, reason) => {
  expect(await status(...options)).toMatchObject({ code, out: '', err: expect.stringContaining(reason) });
});
