import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { instanceAt } from '../instance/instance.ts';
import { shellEnvironment, withoutAccounts } from './shell.ts';

const directory = mkdtempSync(join(tmpdir(), 'shell-'));
const instance = { ...instanceAt('shell-test', 0), directory };
afterAll(() => rmSync(directory, { recursive: true }));

test('a profile, a token and files of another account are not handed on, and the rest of the shell is', () => {
  const shell = {
    PATH: '/bin',
    HOME: '/home/me',
    AWS_PROFILE: 'work',
    AWS_SESSION_TOKEN: 'token',
    AWS_CONFIG_FILE: '/home/me/.aws/config',
    CDK_DEFAULT_ACCOUNT: '123456789012',
  };
  expect(withoutAccounts(shell)).toEqual({ PATH: '/bin', HOME: '/home/me' });
});

test('the keys stand in a file that only its owner reads, and cdk is told to use it', () => {
  const environment = shellEnvironment(instance);
  const { AWS_CONFIG_FILE: file = '', AWS_SECRET_ACCESS_KEY: secret = '' } = environment;
  expect(environment['AWS_SHARED_CREDENTIALS_FILE']).toBe(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toContain(`[${environment['CDK_PROFILE']}]\n`);
  expect(readFileSync(file, 'utf8')).toContain(secret);
});
