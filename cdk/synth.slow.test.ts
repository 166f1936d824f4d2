import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from '../local/instance/instance.ts';

const run = promisify(execFile);
const cdk = (args: readonly string[]) => run(join(projectRoot, 'node_modules/.bin/cdk'), args, { cwd: projectRoot });
const output = mkdtempSync(join(tmpdir(), 'synth-'));
afterAll(() => rmSync(output, { recursive: true }));

test.each([
  ['small', 'marketplace-test'],
  ['large', 'marketplace'],
])('cdk synth writes both stacks of the %s settings, with their packages', async (size, name) => {
  const directory = join(output, size);
  const settings = `settings=cdk/settings/aws.${size}.json`;
  const args = ['synth', '--quiet', '--output', directory, '-c', 'target=aws', '-c', settings];
  await cdk(args);
  for (const stack of [name, `${name}-data`]) expect(existsSync(join(directory, `${stack}.template.json`))).toBe(true);
});

test('settings that are missing are told of in a line, without the way through the program', async () => {
  const asked = cdk(['synth', '--quiet', '--output', output, '-c', 'target=aws', '-c', 'settings=nowhere.json']);
  await expect(asked).rejects.toMatchObject({
    stderr: expect.stringMatching(/^there are no settings in nowhere\.json$/mu),
  });
  await expect(asked).rejects.toMatchObject({ stderr: expect.not.stringMatching(/^\s+at /mu) });
});
