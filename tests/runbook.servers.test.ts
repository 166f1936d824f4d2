import { exec } from 'node:child_process';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { projectRoot } from '../local/instance/instance.ts';
import { prometheus } from '../local/services/prometheus.ts';
import { testInstance } from './support/instance.ts';
import { commandsOf, runbook, trials } from './support/runbook.ts';
import { publishAs } from './support/send.ts';

const instance = testInstance();
const offset = instance.portOffset;

/** What the commands are about. */
const prepared: Record<string, string> = {};

/** A command of the runbook for the instance of this test, with examples in it. */
function lineFor(command: string): string {
  const trial = trials[command];
  const examples = trial !== undefined && 'run' in trial ? (trial.with ?? {}) : {};
  let line = command.replaceAll(/localhost:(?<port>\d+)/gu, (_, port: string) => `localhost:${Number(port) + offset}`);
  for (const [placeholder, example] of Object.entries(examples))
    line = line.replace(placeholder, prepared[example] ?? example);
  const { script, rest = '' } = /^npm run (?<script>[\w:-]+)(?: -- (?<rest>.*))?$/u.exec(line)?.groups ?? {};
  if (script === undefined) return line;
  const which = `--instance ${instance.name}`;
  if (rest === '--help') return line;
  // What follows the first command is for the shell of HDFS.
  return `npm run -s ${script} -- ${script === 'hdfs' ? `${which} ${rest}` : `${rest} ${which}`}`;
}

/** Runs a line as a person types it. */
const type = (line: string): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    exec(line, { cwd: projectRoot, timeout: 480_000, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : (error.code ?? 1), out, err }),
    );
  });

const withInstance = (line: string): Promise<{ code: number; out: string; err: string }> =>
  type(`${line} --instance ${instance.name}`);

/** The machine may have other work. */
const patience = { timeout: 300_000, interval: 1_000 };

/** Whether a rule stands, also when the answer to adding it was lost. */
const isThere = async (rule: string): Promise<boolean> =>
  (await withInstance(`npm run -s bans -- show ${rule}`)).code === 0;

beforeAll(async () => {
  await publishAs(instance, 'shop', [{ topic: 'products', key: 'runbook', value: '{"name": "без цены", ' }]);
  for (const rule of ['runbook', 'runbook-removed']) {
    const add = `npm run -s bans -- add --id ${rule} --value "слово-для-${rule}" --reason "Учения"`;
    await vi.waitUntil(async () => (await withInstance(add)).code === 0 || (await isThere(rule)), patience);
  }
  await type(`npm run -s hdfs -- --instance ${instance.name} -mkdir -p /runbook`);
  await vi.waitUntil(async () => {
    const { out } = await withInstance('npm run -s dead-letters -- list --json --code invalid_json');
    prepared['a letter'] = /"id":"(?<id>[^"]+)"/u.exec(out)?.groups?.['id'] ?? '';
    return prepared['a letter'] !== '';
  }, patience);
}, 900_000);

afterAll(async () => {
  await withInstance('npm run -s alerts -- unsilence marketplace-notify-errors');
  await withInstance('npm run -s bans -- remove runbook');
}, 120_000);

const wanted = process.env['RUNBOOK_BREAKS'] === undefined ? 'quick' : 'breaking';

/** Without monitoring there are neither alerts nor metrics. */
const isWatched = prometheus.absence?.(instance) === undefined;
const asksMonitoring = /^npm run (?:alerts|metrics)|restart -- prometheus/u;

const commands = commandsOf(runbook).filter((command) => {
  const trial = trials[command];
  return trial !== undefined && 'run' in trial && trial.run === wanted && (isWatched || !asksMonitoring.test(command));
});

test.each(commands)(
  '%s does what the runbook says',
  async (command) => {
    const line = lineFor(command);
    const { code, out, err } = await type(line);
    expect({ line, code, err: code === 0 ? '' : `${out}${err}`.slice(-1_000) }).toEqual({ line, code: 0, err: '' });
  },
  500_000,
);
