import { expect, onTestFinished, test } from 'vitest';
import { apiAddress } from '../../local/deploy/api.ts';
import { moderatorKeys } from '../../local/deploy/secrets.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';

const instance = testInstance();

async function ask(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${await apiAddress(instance)}${path}`, {
    method,
    headers: { authorization: `Bearer ${(await moderatorKeys(instance))['moderator'] ?? ''}`, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const { status } = response;
  return { status, etag: response.headers.get('etag'), body: (await response.json()) as Record<string, unknown> };
}

test('the deployed function does what moderators ask for, through every route', async () => {
  const id = `${uniqueName('deployed')}/1`;
  const path = `/bans/${encodeURIComponent(id)}`;
  onTestFinished(async () => {
    await ask('DELETE', path);
  });
  const rule = { rule_id: id, kind: 'phrase', value: 'щщдевзгб', reason: 'Нельзя' };
  const added = await ask('POST', '/bans', rule);
  expect(added).toMatchObject({ status: 201, body: { rule_id: id } });
  expect(await ask('GET', path)).toMatchObject({
    status: 200,
    etag: added.etag,
    body: { ...rule, changed_by: 'moderator', in_force: true },
  });
  expect(await ask('GET', `/bans?q=${encodeURIComponent(id)}`)).toMatchObject({ body: { total: 1 } });
  expect(await ask('PATCH', path, { severity: 'low' }, { 'if-match': '"0"' })).toMatchObject({ status: 412 });
  expect(await ask('PATCH', path, { severity: 'low' }, { 'if-match': added.etag ?? '' })).toMatchObject({
    status: 200,
  });
  expect(await ask('POST', '/bans/import', { rules: [{ ...rule, severity: 'low' }] })).toMatchObject({
    body: { unchanged: 1 },
  });
  expect(await ask('POST', '/bans/test', rule)).toMatchObject({ status: 200, body: { rejects: 0 } });
  for (const other of ['/bans/status', '/bans/history', '/rejected'])
    expect(await ask('GET', other)).toMatchObject({ status: 200 });
  expect(await ask('GET', '/bans/sweeps/0')).toMatchObject({ status: expect.any(Number) as unknown });
  expect(await ask('DELETE', `${path}?why=test`)).toMatchObject({ status: 200, body: { rule_id: id } });
  expect(await ask('GET', path)).toMatchObject({ status: 404 });
});

test.each([
  ['no key', ''],
  ['a wrong key', 'Bearer of-nobody'],
])('the deployed function refuses %s', async (_, authorization) => {
  expect(await ask('GET', '/bans', undefined, { authorization })).toMatchObject({
    status: 401,
    body: { title: 'Unauthorized' },
  });
});
