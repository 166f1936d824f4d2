import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { categoryStats } from '../../modules/opensearch/mappings/category-stats.ts';
import { clientQueries } from '../../modules/opensearch/mappings/client-queries.ts';
import { products } from '../../modules/opensearch/mappings/products.ts';
import { importSavedObjects } from './import.ts';
import { patterns, savedObjects, searches } from './saved-objects.ts';

const mappings: Readonly<Record<string, object>> = {
  filteredProducts: products,
  rejectedProducts: products,
  clientQueries,
  categoryStats,
};

/** What a mapping says of a field, named as `a.b`. */
const fieldOf = (index: string, name: string): unknown =>
  name
    .split('.')
    .reduce<unknown>(
      (at, part) =>
        typeof at === 'object' && at !== null && 'properties' in at
          ? (at.properties as Record<string, unknown>)[part]
          : undefined,
      mappings[index],
    );

it.each(patterns)('the index of $index has the time $time', ({ index, time }) => {
  expect(fieldOf(index, time)).toMatchObject({ type: 'date' });
});

it.each(searches.flatMap(({ index, columns }) => columns.map((column) => [index, column] as const)))(
  'documents of %s have the column %s',
  (index, column) => {
    expect(fieldOf(index, column)).toMatchObject({ type: expect.any(String) });
  },
);

it('ids are unique, and each reference leads to an object that is there', () => {
  const ids = savedObjects().map(({ type, id }) => `${type} ${id}`);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { references } of savedObjects())
    for (const { type, id } of references) expect(ids).toContain(`${type} ${id}`);
});

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const soon = { attempts: 4, deadlineMs: 5_000, isPassing: () => true };

/** Answers one call after the other; the last answer stays. */
async function dashboards(...answers: readonly { status: number; body: unknown }[]) {
  const calls: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status = 500, body } = answers[Math.min(calls.length, answers.length - 1)] ?? {};
    const guard = String(request.headers['osd-xsrf']);
    calls.push(`${request.method} ${request.url} ${guard} ${await text(request)}`);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

it('all objects go in one file, once Dashboards is up', async () => {
  const { url, calls } = await dashboards({ status: 503, body: 'not ready' }, { status: 200, body: { success: true } });
  await importSavedObjects(url, savedObjects(), soon);
  expect(calls).toHaveLength(2);
  expect(calls[1]).toContain('POST /api/saved_objects/_import?overwrite=true true ');
  for (const object of savedObjects()) expect(calls[1]).toContain(JSON.stringify(object));
});

it('an object that is not taken is named', async () => {
  const errors = [{ type: 'search', id: 'x', error: { type: 'missing_references' } }];
  const { url } = await dashboards({ status: 200, body: { success: false, errors } });
  await expect(importSavedObjects(url, savedObjects(), soon)).rejects.toMatchObject({
    code: 'request_refused',
    message: expect.stringContaining('search "x": {"type":"missing_references"}'),
  });
});

it('another server that says yes is not taken for Dashboards', async () => {
  const { url, calls } = await dashboards({ status: 200, body: '<html>' });
  const bounds = { ...soon, isPassing: () => false };
  await expect(importSavedObjects(url, savedObjects(), bounds)).rejects.toMatchObject({ code: 'request_refused' });
  expect(calls).toHaveLength(1);
});

it('a Dashboards that never comes up is told within the bounds', async () => {
  const { url } = await dashboards({ status: 200, body: {} });
  server?.closeAllConnections();
  server?.close();
  const bounds = { ...soon, attempts: 2 };
  await expect(importSavedObjects(url, savedObjects(), bounds)).rejects.toMatchObject({ code: 'server_not_ready' });
});
