import { expect, test } from 'vitest';
import { instanceAt } from '../instance/instance.ts';
import { formatArguments } from './kafka.ts';

test('the id of a cluster is taken for an id in whatever folder the instance is', () => {
  const folders = Array.from({ length: 500 }, (_, n) => `/instances/${n}`);
  const flags = folders
    .flatMap((directory) => formatArguments({ ...instanceAt('unit', 0), directory }, 'server.properties'))
    .filter((word) => word.startsWith('-') && !word.startsWith('--'));
  expect(flags).toEqual([]);
});
