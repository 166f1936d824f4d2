import { expect, test } from 'vitest';
import openapi from '../../docs/api/openapi.json' with { type: 'json' };
import { answerer } from './respond.ts';

const ask = (httpMethod: string, path: string, origins: readonly string[] = []) =>
  answerer(openapi, origins)({ httpMethod, path });

test('the document is served as it is published', async () => {
  const { statusCode, body, headers } = await ask('GET', '/openapi.json');
  expect({ statusCode, body: JSON.parse(body) as unknown }).toEqual({ statusCode: 200, body: openapi });
  expect(headers).toMatchObject({ etag: expect.stringMatching(/^".{22}"$/u) as unknown });
});

test('the page names every operation, needs no script, and nothing from elsewhere', async () => {
  const { body, headers } = await ask('GET', '/');
  for (const [path, methods] of Object.entries(openapi.paths))
    for (const method of Object.keys(methods)) expect(body).toContain(`<code>${method.toUpperCase()} ${path}</code>`);
  expect(body).not.toMatch(/<script|https?:\/\/(?!shop\.example)|\ssrc=/u);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': expect.stringContaining("default-src 'none'") as unknown,
  });
});

test.each([
  ['DELETE', '/products', 'GET, HEAD, POST, OPTIONS'],
  ['POST', '/products/a/b', 'GET, HEAD, OPTIONS'],
  ['PUT', '/bans/test', 'POST, OPTIONS'],
  ['PUT', '/bans/rule-1', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
  ['GET', '/events/', 'POST, OPTIONS'],
])('%s %s is refused with the methods that the path has', async (method, path, allow) => {
  const { statusCode, headers, body } = await ask(method, path);
  expect({ statusCode, allow: headers?.['allow'] }).toEqual({ statusCode: 405, allow });
  expect(JSON.parse(body)).toMatchObject({ detail: `This path takes ${allow}.` });
});

test('browsers are told what pages may send, where a setting lets pages ask', async () => {
  expect(await ask('OPTIONS', '/events')).toEqual({ statusCode: 204, headers: { allow: 'POST, OPTIONS' }, body: '' });
  expect(await ask('OPTIONS', '/events', ['*'])).toMatchObject({
    headers: {
      allow: 'POST, OPTIONS',
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': expect.stringContaining('X-Api-Key') as unknown,
    },
  });
});

test('a path that the API does not have is not found', async () => {
  expect(await ask('POST', '/nowhere')).toMatchObject({ statusCode: 404 });
});
