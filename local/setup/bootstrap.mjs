// node local/setup/bootstrap.mjs <script.ts> [arguments]
//
// Runs a script of this project under the Node version that the project pins, whatever Node (>= 20) the machine has.
// Uses Node's built-ins only: on a fresh clone nothing else is there yet.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { ensurePackages } from './packages.mjs';

const oldestNode = 20;
const root = join(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '../..');
const pinnedNode = join(root, 'node_modules/node/bin/node');

/** Scripts that bring what is missing; the others only use what is there. */
const setUpScripts = new Set(['start.ts', 'test.ts', 'check.ts']);

/**
 * @param {string} message
 * @param {number} [code]
 * @returns {never}
 */
function fail(message, code = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

const [script, ...scriptArguments] = process.argv.slice(2);
if (script === undefined) fail('usage: node local/setup/bootstrap.mjs <script.ts> [arguments]', 2);

const major = Number(process.versions.node.split('.')[0]);
if (major < oldestNode)
  fail(`Node ${process.versions.node} is too old: install Node ${oldestNode} or newer from https://nodejs.org`);

if (setUpScripts.has(basename(script)))
  await ensurePackages(root).catch((error) => fail(error instanceof Error ? error.message : String(error)));
else if (!existsSync(pinnedNode)) fail('The npm packages are not installed yet: run `npm start` first');

const child = spawn(pinnedNode, [join(root, script), ...scriptArguments], {
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: [join(root, 'node_modules/.bin'), dirname(pinnedNode), process.env['PATH']].join(delimiter),
    // A process that finds its code compiled starts in half the time.
    NODE_COMPILE_CACHE: join(root, '.local/tools/compile-cache'),
  },
});

// The child decides how to end; this process only waits for it. A Ctrl-C at a terminal reaches the child without help.
const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
process.on('SIGINT', () => atTerminal || child.kill('SIGINT'));
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGHUP'));

child.on('error', (error) => fail(`${pinnedNode} cannot be run: ${error.message}`));
child.on('exit', (code, signal) => process.exit(signal === null ? code : 128 + constants.signals[signal]));
