import { describe, expect, test } from 'vitest';
import { testInstance } from '../../tests/support/instance.ts';
import type { Instance } from '../instance/instance.ts';
import { portsAt } from '../../modules/platform/instance/ports.ts';
import { apiAddress, apiKey } from './api.ts';
import { deployStack } from './deploy.ts';
import { putCode, updateFunction } from './update.ts';

const instance = testInstance();

test('the API stays at its address and keeps its key when the stack is deployed again', async () => {
  const before = [await apiAddress(instance), await apiKey(instance, 'buyer')];
  const lines: string[] = [];
  await deployStack(instance, (line) => lines.push(line));
  expect(lines.join('\n')).toContain('marketplace');
  expect([await apiAddress(instance), await apiKey(instance, 'buyer')]).toEqual(before);
});

test('an update is live on the next call', async () => {
  const key = await apiKey(instance, 'buyer');
  const marked = "export const handler = async () => ({ statusCode: 200, body: 'marked' });";
  try {
    await putCode(instance, 'search', [{ name: 'index.mjs', contents: Buffer.from(marked) }]);
    expect(await (await get('/products', key)).text()).toBe('marked');
  } finally {
    await updateFunction(instance, 'search');
    expect(await (await get('/products', key)).text()).not.toBe('marked');
  }
});

describe('what the API refuses before any function is called is a problem document', () => {
  test.each([
    ['no key', '/products', undefined, 403],
    ['a wrong key', '/products/1', 'a-key-that-nobody-was-given', 403],
    ['no such path', '/secrets', undefined, 404],
  ])('%s', async (_, path, key, status) => {
    const response = await get(path, key);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ type: 'about:blank', status, title: expect.any(String) });
  });
});

test('a key that was never made is reported by its name', async () => {
  await expect(apiKey(instance, 'nobody')).rejects.toMatchObject({
    code: 'not_running',
    message: expect.stringContaining('"nobody"'),
  });
});

const nobody: Instance = { ...instance, ports: { ...instance.ports, engine: portsAt(55_000).engine } };

test.each([
  ['a deployment', () => deployStack(nobody)],
  ['an update', () => putCode(nobody, 'search', [])],
  ['a look for the API', () => apiAddress(nobody)],
])('%s without an engine ends with the command that starts it', async (_, attempt) => {
  await expect(attempt()).rejects.toMatchObject({
    code: 'not_running',
    message: expect.stringContaining('npm start'),
  });
});

async function get(path: string, key: string | undefined): Promise<Response> {
  const headers: Record<string, string> = key === undefined ? {} : { 'x-api-key': key };
  return fetch(`${await apiAddress(instance)}${path}`, { headers, signal: AbortSignal.timeout(20_000) });
}
