import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './instance.ts';
import { portReport } from './port-report.ts';

test('the report of a port whose process is unknown does not tell to kill anything', () => {
  const report = portReport([{ name: 'engine', port: 4566, listener: undefined }], 'default', 1_000);
  expect(report).toContain('port 4566 (engine) is taken by a process that this user may not see');
  expect(report).not.toContain('kill');
});

const takenBy = (directory: string) =>
  (['broker1', 'engine'] as const).map((name, index) => ({
    name,
    port: 9_092 + index,
    listener: { pid: 7, command: 'java', instance: directory },
  }));

test('ports of a running instance name it, and the commands that stop it or start beside it', () => {
  expect(portReport(takenBy(join(projectRoot, '.local/dev')), 'default', 12_000)).toBe(
    [
      'Ports that the servers need are taken:',
      '  the instance "dev" is running on 9092, 9093',
      'To go on, stop it: npm stop -- --instance dev, or use other ports: npm start -- --port-offset 12000',
    ].join('\n'),
  );
});

test('an instance of another copy of the project is told with its folder', () => {
  const report = portReport(takenBy('/srv/other/.local/default'), 'k1', 12_000);
  expect(report).toContain('the instance "default" of /srv/other is running on 9092, 9093');
  expect(report).toContain(
    'stop it: npm stop in /srv/other, or use other ports: npm start -- --instance k1 --port-offset 12000',
  );
});
