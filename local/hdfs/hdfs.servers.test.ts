import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { hdfsDirectory } from '../../tests/support/hdfs.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { projectRoot } from '../instance/instance.ts';
import { withHdfs } from './client.ts';
import { provisionHdfs } from './provision.ts';

const instance = testInstance();
const run = promisify(execFile);

/** `npm run hdfs -- …` as npm runs it where no locale is set. */
const shell = (...args: readonly string[]): Promise<{ stdout: string }> =>
  run(process.execPath, [join(projectRoot, 'local/hdfs/main.ts'), '--instance', instance.name, ...args], {
    env: { ...process.env, LC_ALL: 'POSIX' },
  });

test.each([
  ['/raw', 'archive'],
  ['/staging/archive', 'archive'],
  ['/analytics', 'analytics'],
  ['/staging/analytics', 'analytics'],
])('%s belongs to %s, and stays so when the directories are provisioned again', async (path, owner) => {
  await withHdfs(instance, async (hdfs) => {
    await provisionHdfs(hdfs);
    expect(await hdfs.status(path)).toMatchObject({ type: 'DIRECTORY', owner, permission: '755' });
  });
});

test("Hadoop's shell lists what the client has written, and says nothing else on its standard output", async () => {
  const directory = await hdfsDirectory(instance, 'analytics');
  try {
    const file = `${directory.path}/категории/part-0.parquet`;
    await withHdfs(instance, (hdfs) => hdfs.create(file, Buffer.from('12345')), { user: 'analytics' });
    const { stdout } = await shell('-ls', '-R', directory.path);
    const [, listed] = stdout.trimEnd().split('\n');
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(listed).toMatch(/^-rw-r--r--\s+1 analytics hdfs\s+5 .* /u);
    expect(listed?.endsWith(file)).toBe(true);
  } finally {
    await directory.remove();
  }
});

test("Hadoop's shell acts as the user that is named, and its exit code is passed on", async () => {
  await expect(shell('--user', 'archive', '-mkdir', '/analytics/not-mine')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Permission denied: user=archive'),
  });
});

test('people who open its address see a page', async () => {
  const page = await fetch(`http://localhost:${instance.ports.nameNode}/`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('HDFS: NameNode');
});
