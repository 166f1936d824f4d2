import { expect, test } from 'vitest';
import { functionNames, type FunctionName } from '../../modules/platform/function-names.ts';
import { actionsOf, allowed, policyResourcesOf } from '../../tests/support/policies.ts';
import { aws, searching } from '../../tests/support/stack.ts';

/** The paths of OpenSearch that a function may send a method to, without the domain's ARN. */
const pathsOf = (name: FunctionName, method: string): string[] =>
  allowed(aws, name)
    .filter((statement) => actionsOf(statement).includes(`es:ESHttp${method}`))
    .flatMap((statement) => policyResourcesOf(statement))
    .map((resource) => /(?<path>\/[^"]*)"\]\]\}$/u.exec(JSON.stringify(resource))?.groups?.['path'] ?? '');

const reading = searching.filter((name) => !pathsOf(name, 'Put').includes('/*'));

test('those who answer requests only read', () => {
  expect(reading).toEqual(expect.arrayContaining(['search', 'categories', 'recommend', 'events', 'bans', 'metrics']));
});

test.each(reading)('%s may POST searches of an index and nothing else, so it writes no document', (name) => {
  const posted = pathsOf(name, 'Post');
  expect(posted).toEqual(expect.arrayContaining(['/_msearch', '/products/_search', '/products/_count']));
  expect(posted.filter((path) => !/^\/(?:\w+\/)?_(?:search|msearch|count|mget)$/u.test(path))).toEqual([]);
});

test('bans may write the lock of the ban list, and no other document', () => {
  expect([pathsOf('bans', 'Put'), pathsOf('bans', 'Delete')]).toEqual([['/ban_locks/_doc/*'], ['/ban_locks/_doc/*']]);
});

test.each(functionNames.filter((name) => name !== 'bans'))('%s may delete nothing', (name) => {
  expect(pathsOf(name, 'Delete')).toEqual([]);
});
