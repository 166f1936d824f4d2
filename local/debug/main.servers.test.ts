import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { testInstance } from '../../tests/support/instance.ts';
import { indexedIds, settled } from '../../tests/support/send.ts';
import { readTopic } from '../kafka/read-topic.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { projectRoot } from '../instance/instance.ts';
import { withOpenSearch } from '../platform/clients.ts';

const instance = testInstance();
const run = promisify(execFile);
const id = 'debug-1';

/** The example of CONTRIBUTING.md, as a developer types it but for the breakpoint. */
const debug = (): Promise<{ stdout: string; stderr: string }> =>
  run(
    process.execPath,
    ['local/debug/main.ts', 'filter', 'samples/events/products.json', '--instance', instance.name],
    { cwd: projectRoot },
  );

test('the example runs the filter on a running instance and leaves nothing in search, categories and files', async () => {
  const { stdout } = await debug();
  expect(stdout).toContain('"records":2,"allowed":1,"rejected":0,"withdrawn":1,"dead_lettered":0,"failures":0');
  await settled(instance);

  // The index function has had both records: the product was taken back.
  expect(await indexedIds(instance, indexNames.products, id)).toEqual([id]);
  expect(await indexedIds(instance, indexNames.filteredProducts, id)).toEqual([]);
  expect(await indexedIds(instance, indexNames.rejectedProducts, id)).toEqual([]);
  const categories = await withOpenSearch(instance, (client) =>
    client.count({ index: indexNames.categoryStats, body: { query: { term: { category: 'Отладка' } } } }),
  );
  expect(categories.body.count).toBe(0);
  // Raw files are made of these two topics.
  for (const topic of ['products', 'client_queries'])
    expect((await readTopic(instance, topic)).filter(({ key }) => key?.toString() === id)).toEqual([]);
});
