import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { processLog as log } from '../../modules/logging/process-log.ts';
import { lastLogLines } from '../instance/logs.ts';
import { processState } from '../instance/process-record.ts';
import { writeSupervision } from '../instance/supervision.ts';
import { takeLock } from '../setup/lock.mjs';
import { Supervisor } from './supervisor.ts';

// This is a process of its own for as long as an instance runs, and may take 60 MB. It loads nothing but Node's smallest modules:
// what needs more (a client, a schema, HTTP) is done by short processes that it starts.

const lookEvery = 500;
const shownLogLines = 10;

const { values, positionals: servers } = parseArgs({
  allowPositionals: true,
  options: {
    directory: { type: 'string', default: '' },
    instance: { type: 'string', default: '' },
    'start-again': { type: 'string', default: '' },
    tell: { type: 'string', default: '' },
  },
});
const located = { directory: values.directory };

const release = takeLock(join(values.directory, 'run/supervisor.alone.lock'));
if (release === undefined) {
  log.error('not started', 'another supervisor looks after this instance', { instance: values.instance });
  process.exit(1);
}

/** Runs a script of this project to its end, with so much to read; resolves to whether it went well. */
async function run(script: string, args: readonly string[], input = ''): Promise<boolean> {
  const child = spawn(process.execPath, [script, '--instance', values.instance, ...args], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  try {
    child.stdin.on('error', () => undefined).end(input);
    const [code] = await once(child, 'exit');
    return code === 0;
  } catch (error) {
    log.error('cannot be run', error, { script });
    return false;
  }
}

const supervisor = new Supervisor(
  {
    now: Date.now,
    chance: Math.random,
    see: (server) => processState(located, server).state,
    startAgain: (server) => run(values['start-again'], ['--service', server]),
    tell: (alerts) => run(values.tell, [], JSON.stringify(alerts)),
    lastLines: (server) => lastLogLines(located, server, shownLogLines),
    log,
  },
  servers,
);

let written = '';
/** Tells others what it does, when that has changed. */
function tellStatus(): void {
  const status = supervisor.status();
  const text = JSON.stringify(status);
  if (text === written) return;
  writeSupervision(located, { pid: process.pid, servers: status });
  written = text;
}

function lookAgain(): void {
  supervisor.look();
  tellStatus();
}

// What it has started is in its group, and gets the signal, too.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  process.on(signal, () => {
    release();
    process.exit(0);
  });

lookAgain();
setInterval(lookAgain, lookEvery);
log.info('supervising', { instance: values.instance, servers: servers.length });
