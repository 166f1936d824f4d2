import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { projectRoot } from '../instance/instance.ts';
import { isInstalled, packagesStamp } from './packages.mjs';

const parts = ['local/setup/bootstrap.mjs', 'local/setup/packages.mjs', 'local/setup/lock.mjs'];
const copied = [...parts, 'local/instance/process-identity.mjs'];

let root: string;
const bootstrap = (...args: readonly string[]): string[] => [join(root, 'local/setup/bootstrap.mjs'), ...args];
const run = (...args: readonly string[]) => spawnSync(process.execPath, bootstrap(...args), { encoding: 'utf8' });

function writeManifest(scripts: Record<string, string>, dependencies: Record<string, string>): void {
  writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts, dependencies }));
}

function installPackages(): void {
  mkdirSync(join(root, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, join(root, 'node_modules/node/bin/node'));
  writeFileSync(join(root, 'node_modules/.marketplace-stamp'), packagesStamp(root));
}

/** A checkout with nothing in it but the bootstrap and one script. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bootstrap-test-'));
  for (const file of copied) cpSync(join(projectRoot, file), join(root, file));
  writeManifest({}, {});
  writeFileSync(join(root, 'package-lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

it('a script runs under the pinned Node, with its arguments and its exit code', () => {
  installPackages();
  writeFileSync(join(root, 'tool.ts'), 'console.log(process.argv.slice(2).join()); process.exit(7);');
  expect(run('tool.ts', '--json', 'часы')).toMatchObject({ status: 7, stdout: '--json,часы\n', stderr: '' });
});

it('a script that needs no set-up says in one line what to run when the packages are missing', () => {
  expect(run('tool.ts')).toMatchObject({
    status: 1,
    stderr: 'The npm packages are not installed yet: run `npm start` first\n',
  });
});

it('a script that ends by a signal gives the exit code of that signal', () => {
  installPackages();
  writeFileSync(join(root, 'tool.ts'), 'process.kill(process.pid, "SIGKILL");');
  expect(run('tool.ts').status).toBe(128 + 9);
});

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s reaches the script, which ends as it likes', async (signal) => {
  installPackages();
  const script = `process.on('${signal}', () => process.exit(5)); console.log('up'); setTimeout(() => {}, 10_000);`;
  writeFileSync(join(root, 'tool.ts'), script);
  const child = spawn(process.execPath, bootstrap('tool.ts'), { stdio: ['ignore', 'pipe', 'pipe'] });
  await once(child.stdout, 'data');
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([5, null]);
});

it('packages are installed again when a dependency changes, not when a script does', () => {
  installPackages();
  writeManifest({ start: 'x' }, {});
  expect(isInstalled(root, packagesStamp(root))).toBe(true);
  writeManifest({ start: 'x' }, { zod: '4' });
  expect(isInstalled(root, packagesStamp(root))).toBe(false);
});
