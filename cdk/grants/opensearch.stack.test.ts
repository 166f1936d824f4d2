import { Client } from '@opensearch-project/opensearch';
import { expect, test, vi } from 'vitest';
import { writeBulk } from '../../modules/opensearch/bulk.ts';
import { ensureIndices, indexNames } from '../../modules/opensearch/indices.ts';
import { functionNames, type FunctionName } from '../../modules/platform/function-names.ts';
import { actionsOf, allowed, policyResourcesOf } from '../../tests/support/policies.ts';
import { aws, searching } from '../../tests/support/stack.ts';

/** The paths of OpenSearch that a function may send a method to, without the domain's ARN. */
const pathsOf = (name: FunctionName, method: string): string[] =>
  allowed(aws, name)
    .filter((statement) => actionsOf(statement).includes(`es:ESHttp${method}`))
    .flatMap((statement) => policyResourcesOf(statement))
    .map((resource) => /(?<path>\/[^"]*)"\]\]\}$/u.exec(JSON.stringify(resource))?.groups?.['path'] ?? '');

interface Sent {
  readonly method: string;
  readonly path: string;
}

/** What is sent by these calls of the client, whose cluster answers that there is each alias, or none. */
async function sentBy(calls: (client: Client) => Promise<unknown>, hasAliases: boolean): Promise<Sent[]> {
  const client = new Client({ node: 'http://localhost:1' });
  const sent: Sent[] = [];
  vi.spyOn(client.transport, 'request').mockImplementation(({ method, path }: Sent) => {
    sent.push({ method, path });
    const body = method === 'HEAD' ? hasAliases : path === '/_bulk' ? { items: [{ index: { status: 201 } }] } : {};
    return Object.assign(Promise.resolve({ body, statusCode: 200, headers: {}, warnings: null }), {
      abort: () => undefined,
    });
  });
  await calls(client);
  return sent;
}

const covers = (pattern: string, path: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;

const mayNot = (name: FunctionName, sent: readonly Sent[]): Sent[] =>
  sent.filter(({ method, path }) => {
    const action = `${method[0]}${method.slice(1).toLowerCase()}`;
    return !pathsOf(name, action).some((pattern) => covers(pattern, path));
  });

const body = {};
const { products, filteredProducts, popularProducts, categoryStats, banSweeps, banLocks, priceTrends, deadLetters } =
  indexNames;

const write = async (client: Client): Promise<void> => {
  await ensureIndices(client);
  await writeBulk(client, indexNames, [{ action: 'index', index: 'products', id: '1', version: 1, document: '{}' }]);
};

type Call = (client: Client) => Promise<unknown>;

/** What functions ask, as they word it. */
const asked: Readonly<Partial<Record<FunctionName, readonly Call[]>>> = {
  index: [write],
  audit: [write],
  sweep: [
    write,
    (client) => client.indices.refresh({ index: products }),
    (client) => client.search({ index: products, body }),
    (client) => client.count({ index: products, body }),
    (client) => client.search({ index: banSweeps, body }),
    (client) => client.mget({ index: banSweeps, body }),
  ],
  aggregate: [
    write,
    (client) => client.indices.refresh({ index: [filteredProducts, categoryStats] }),
    (client) => client.search({ index: filteredProducts, body }),
    (client) => client.search({ index: categoryStats, body }),
    (client) => client.mget({ index: categoryStats, body }),
  ],
  analytics: [
    write,
    (client) => client.createPit({ index: [filteredProducts], keep_alive: '5m' }),
    (client) => client.search({ body }),
    (client) => client.deletePit({ body: { pit_id: ['1'] } }),
    (client) => client.search({ index: categoryStats, body }),
    (client) => client.indices.refresh({ index: priceTrends }),
    (client) => client.deleteByQuery({ index: priceTrends, body }),
    (client) => client.deleteByQuery({ index: products, body }),
    (client) => client.deleteByQuery({ index: indexNames.clientQueries, body }),
  ],
  bans: [
    (client) => client.index({ index: banLocks, id: 'ban-list', body }),
    (client) => client.get({ index: banLocks, id: 'ban-list' }),
    (client) => client.delete({ index: banLocks, id: 'ban-list' }),
    (client) => client.msearch({ body: [] }),
    (client) => client.search({ index: products, body }),
    (client) => client.count({ index: products, body }),
  ],
  search: [
    (client) => client.msearch({ body: [] }),
    (client) => client.get({ index: products, id: '1' }),
    (client) => client.search({ index: filteredProducts, body }),
    (client) => client.search({ index: popularProducts, body }),
  ],
  categories: [(client) => client.search({ index: categoryStats, body })],
  recommend: [(client) => client.search({ index: filteredProducts, body })],
  events: [(client) => client.mget({ index: products, body })],
  intake: [(client) => client.search({ index: deadLetters, body }), (client) => client.mget({ index: products, body })],
  metrics: [
    (client) => client.cluster.health(),
    (client) => client.count({ index: filteredProducts }),
    (client) => client.search({ index: categoryStats, body }),
  ],
};

test.each(searching)('%s may send all that it asks', async (name) => {
  const sent: Sent[] = [];
  for (const call of asked[name] ?? [])
    for (const hasAliases of [false, true]) sent.push(...(await sentBy(call, hasAliases)));
  expect(sent.length).toBeGreaterThan(0);
  expect(mayNot(name, sent)).toEqual([]);
});

const writers = ['index', 'audit', 'sweep', 'aggregate', 'analytics'] as const;
const readers = searching.filter(
  (name) => !['metrics', 'intake'].includes(name) && !writers.some((writer) => writer === name),
);

test.each(readers)('%s may POST searches of an index and nothing else, so it writes no document', (name) => {
  const posted = pathsOf(name, 'Post');
  expect(posted).toEqual(expect.arrayContaining(['/_msearch', '/products/_search', '/products/_count']));
  expect(posted.filter((path) => !/^\/(?:\w+\/)?_(?:search|msearch|count|mget)$/u.test(path))).toEqual([]);
});

test('intake may search dead letters and read products by their ids, and nothing else', () => {
  expect(pathsOf('intake', 'Post').toSorted()).toEqual(['/dead_letters/_search', '/products/_mget']);
  expect(['Get', 'Put', 'Delete'].flatMap((method) => pathsOf('intake', method))).toEqual([]);
});

test('metrics may search what it counts, and nothing else', () => {
  const searched = pathsOf('metrics', 'Post').map((path) => path.split('/')[1]);
  expect(new Set(searched)).toEqual(
    new Set(['filtered_products', 'rejected_products', 'client_queries', 'category_stats']),
  );
});

test.each(writers)('%s writes in bulks, makes indices, and has no pattern that reaches further', (name) => {
  const posted = pathsOf(name, 'Post');
  expect(posted).toEqual(expect.arrayContaining(['/_bulk', '/_aliases', '/products/_mapping']));
  expect([...posted, ...pathsOf(name, 'Put')].filter((path) => path.includes('*'))).toEqual([]);
  expect(pathsOf(name, 'Put').filter((path) => !/^\/\w+_v1$/u.test(path))).toEqual([]);
});

test.each(functionNames)('%s may delete by a query only if it computes the analyses', (name) => {
  const removing = pathsOf(name, 'Post').filter((path) => path.endsWith('_delete_by_query'));
  expect(removing.length > 0).toBe(name === 'analytics');
  expect(removing).not.toContain('/ban_history/_delete_by_query');
});

test('bans may write the lock of the ban list, and no other document', () => {
  expect([pathsOf('bans', 'Put'), pathsOf('bans', 'Delete')]).toEqual([['/ban_locks/_doc/*'], ['/ban_locks/_doc/*']]);
});

test('analytics may end its snapshot of the products, and delete nothing else', () => {
  expect(pathsOf('analytics', 'Delete')).toEqual(['/_search/point_in_time']);
});

test.each(functionNames.filter((name) => name !== 'bans' && name !== 'analytics'))('%s may delete nothing', (name) => {
  expect(pathsOf(name, 'Delete')).toEqual([]);
});
