import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { ownedDirectories } from '../../../modules/platform/hdfs-directories.ts';

const run = promisify(execFile);
const script = join(import.meta.dirname, 'copies.sh');

let directory: string;

/**
 * Programs of a node of EMR that this machine has not. Each writes down how it was called; `hdfs -count` reads files below a
 * folder instead of HDFS, and `hadoop distcp` fails as often as the file `failures` has lines.
 */
const programs = {
  hdfs: `if [ "$2" = -count ]; then echo "1 $(find "$NODE/files$3" -type f 2>/dev/null | wc -l) 0 $3"; else echo "hdfs $*" >> "$NODE/calls"; fi`,
  hadoop: `echo "hadoop $*" >> "$NODE/calls"; [ ! -s "$NODE/failures" ] || { sed -i 1d "$NODE/failures"; exit 1; }`,
  aws: `echo "aws $*" >> "$NODE/calls"`,
};

const copies = (...args: readonly string[]): Promise<unknown> =>
  run('bash', [script, ...args], {
    env: { PATH: [directory, process.env['PATH']].join(delimiter), NODE: directory, METRIC_SERVICE: 'marketplace' },
  });

const calls = (): string[] => {
  try {
    return readFileSync(join(directory, 'calls'), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
};

const putFile = (path: string): void => {
  mkdirSync(join(directory, 'files', path), { recursive: true });
  writeFileSync(join(directory, 'files', path, 'part-0.parquet'), '');
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'copies-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(directory, name), `#!/bin/bash\n${body}\n`);
    chmodSync(join(directory, name), 0o755);
  }
});

test('a copy makes the bucket what HDFS is, and tells CloudWatch when all of it is done', async () => {
  putFile('/raw/products');
  await copies('copy', 's3://copies/files');
  expect(calls()).toEqual([
    'hadoop distcp -update -delete hdfs:///raw s3://copies/files/raw',
    'hadoop distcp -update -delete hdfs:///analytics s3://copies/files/analytics',
    'aws cloudwatch put-metric-data --namespace Marketplace --metric-name copies --value 1 --dimensions service=marketplace',
  ]);
});

test('an HDFS that has lost its files does not empty the copy of them', async () => {
  await expect(copies('copy', 's3://copies/files')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('HDFS has no raw files'),
  });
  expect(calls()).toEqual([]);
});

test('what fails because a file was merged meanwhile is tried again, and what keeps failing is no copy', async () => {
  putFile('/raw/products');
  writeFileSync(join(directory, 'failures'), 'once\ntwice\n');
  await copies('copy', 's3://copies/files');
  expect(calls().filter((call) => call.includes('hdfs:///raw'))).toHaveLength(3);
  rmSync(join(directory, 'calls'));
  writeFileSync(join(directory, 'failures'), 'always\n'.repeat(9));
  await expect(copies('copy', 's3://copies/files')).rejects.toMatchObject({ code: 1 });
  expect(calls().join()).not.toContain('aws');
});

test('a restore brings back every directory to who writes it', async () => {
  await copies('restore', 's3://copies/files');
  const owned = ownedDirectories.filter(({ path }) => !path.startsWith('/staging'));
  expect(calls()).toEqual(
    owned.flatMap(({ path, owner }) => [
      `hadoop distcp -update -delete s3://copies/files${path} hdfs://${path}`,
      `hdfs dfs -chown -R ${owner}:${owner} ${path}`,
    ]),
  );
});

test('a restore touches no HDFS that has files', async () => {
  putFile('/analytics/categories');
  await expect(copies('restore', 's3://copies/files')).rejects.toMatchObject({
    stderr: expect.stringContaining('/analytics has files'),
  });
  expect(calls()).toEqual([]);
});
