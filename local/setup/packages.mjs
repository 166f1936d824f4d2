import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.mjs';

// Plain JavaScript, because it runs before any package is there.

const reportEvery = 5_000;
const installWithin = 15 * 60_000;
const shownOnFailure = 12;

/**
 * Makes node_modules what package-lock.json says, unless it is already.
 *
 * @param {string} root
 */
export async function ensurePackages(root) {
  const wanted = packagesStamp(root);
  if (isInstalled(root, wanted)) return;
  const lock = join(root, '.local/npm.lock');
  await withLock(lock, reportWaiting, async () => {
    if (isInstalled(root, wanted)) return;
    await npmCi(root);
    // `npm ci` begins by deleting node_modules and the stamp with it: an interrupted one leaves no stamp.
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    writeFileSync(stampFile(root), wanted);
  });
}

/**
 * What the installed packages depend on: editing a script in package.json does not count.
 *
 * @param {string} root
 */
export function packagesStamp(root) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { dependencies, devDependencies, overrides, allowScripts } = manifest;
  return createHash('sha256')
    .update(JSON.stringify({ dependencies, devDependencies, overrides, allowScripts }))
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** @param {string} root */
const stampFile = (root) => join(root, 'node_modules/.marketplace-stamp');

/**
 * @param {string} root
 * @param {string} wanted
 */
export function isInstalled(root, wanted) {
  return (
    existsSync(stampFile(root)) &&
    readFileSync(stampFile(root), 'utf8') === wanted &&
    existsSync(join(root, 'node_modules/node/bin/node'))
  );
}

/**
 * @param {string} root
 * @returns {Promise<void>}
 */
function npmCi(root) {
  progress('npm packages: installing');
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1_000);
  const timer = setInterval(() => progress(`npm packages: still installing, ${seconds()} s`), reportEvery);
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: installWithin,
  });
  let problems = '';
  npm.stderr.setEncoding('utf8').on('data', (text) => (problems += text));
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  /** @param {NodeJS.Signals} signal */
  const interrupt = (signal) => {
    npm.once('close', () => process.exit(128 + constants.signals[signal]));
    npm.kill(signal);
  };
  for (const signal of signals) process.on(signal, interrupt);
  /** @type {Promise<void>} */
  const ended = new Promise((resolve, reject) => {
    npm.on('error', (error) => reject(new Error(`npm cannot be run: ${error.message}`)));
    npm.on('close', (code, signal) => {
      // npm says first what is wrong, and then at length how it is used.
      const said = problems.trim().split('\n').slice(0, shownOnFailure).join('\n');
      if (code === 0) resolve();
      else reject(new Error(`npm ci failed (${signal ?? `exit code ${code}`}) after ${seconds()} s:\n${said}`));
    });
  });
  return ended
    .then(() => progress(`npm packages: installed in ${seconds()} s`))
    .finally(() => {
      clearInterval(timer);
      for (const signal of signals) process.off(signal, interrupt);
    });
}

/** @param {number} pid */
function reportWaiting(pid) {
  progress(`npm packages: waiting for process ${pid}, which installs them`);
}

/** @param {string} line */
function progress(line) {
  process.stderr.write(`${line}\n`);
}
