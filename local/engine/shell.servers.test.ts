import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testInstance } from '../../tests/support/instance.ts';
import { projectRoot } from '../instance/instance.ts';

const instance = testInstance();
const directory = mkdtempSync(join(tmpdir(), 'profiles-'));
const config = join(directory, 'config');
writeFileSync(
  config,
  '[profile work]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = dev\nregion = eu-central-1\n' +
    '[sso-session corp]\nsso_start_url = https://sign-in.test/start\nsso_region = eu-central-1\n',
);
afterAll(() => rmSync(directory, { recursive: true }));

/** What a shell prints that has read the engine's variables, on both streams. */
async function inShell(command: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const print = `'${process.execPath}' local/engine/main.ts --instance ${instance.name}`;
  const { stdout, stderr } = await promisify(execFile)(
    'bash',
    ['-euc', `variables=$(${print}); eval "$variables"; ${command}`],
    {
      cwd: projectRoot,
      env: { ...process.env, ...environment },
      timeout: 110_000,
    },
  );
  return `${stdout}${stderr}`;
}

const anotherAccount = { AWS_PROFILE: 'work', AWS_CONFIG_FILE: config, AWS_SESSION_TOKEN: 'token' };
const assembly = join(directory, 'out');
// Once for all: it takes longer than what is asked of the engine.
beforeAll(() =>
  inShell(`npx cdk synth --quiet -c portOffset=${instance.portOffset} --output '${assembly}'`, anotherAccount),
);

const diff = `npx cdk diff --app '${assembly}'`;

test.each([
  ['a profile that nobody has', `AWS_PROFILE=nope ${diff}`, {}],
  ['a profile that nobody is signed in to', `AWS_PROFILE=work AWS_CONFIG_FILE='${config}' ${diff}`, {}],
  ['a shell full of another account', diff, anotherAccount],
])('cdk speaks to the engine beside %s', async (_, command, environment) => {
  expect(await inShell(command, environment)).toContain('There were no differences');
});
