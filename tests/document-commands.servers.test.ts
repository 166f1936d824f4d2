import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productAt } from '../local/catalogue/product.ts';
import { projectRoot } from '../local/instance/instance.ts';
import { beginningOf, fates } from './support/command-fates.ts';
import { blockCommands, programOf, scriptOf } from './support/document-commands.ts';
import { testInstance } from './support/instance.ts';
import { sendAsShop, settled } from './support/send.ts';

const instance = testInstance();
const commands = blockCommands().flatMap(({ document, text }) => {
  const fate = fates[beginningOf(text) ?? ''];
  return fate?.kind === 'run' ? [{ document, text, ends: fate.code }] : [];
});

/** Products of the sample that the commands name. */
const named = [0, 1, 88];
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'document-commands-'));
  symlinkSync(join(projectRoot, 'samples'), join(folder, 'samples'));
  await sendAsShop(
    instance,
    named.map((number) => productAt(2026, number)),
  );
  await settled(instance);
  // Results, for the commands that read some.
  await run('npm run analytics -- run');
});
afterAll(async () => {
  const ids = named.map((number) => productAt(2026, number).product_id);
  await run(`npm run shop -- withdraw ${ids.join(' ')}`);
  rmSync(folder, { recursive: true });
});

/** As a reader types it, in a folder of the test's own and for the instance of the tests. */
function run(command: string): Promise<{ code: number | null; err: string }> {
  const typed = adapted(command);
  const env = { ...process.env, INIT_CWD: folder };
  return new Promise((resolve) => {
    const child = execFile('bash', ['-ec', typed], { cwd: projectRoot, env, timeout: 110_000 }, (_, __, err) =>
      resolve({ code: child.exitCode, err }),
    );
  });
}

function adapted(command: string): string {
  const here = command.replaceAll('localhost:9200', `localhost:${instance.ports.opensearch}`).replace('/tmp', folder);
  const { script = '' } = scriptOf(here) ?? {};
  const program = programOf(script);
  if (program === undefined) return here.replace(/^curl/u, 'curl --fail --silent --globoff');
  const words = here.split(' -- ').slice(1).join(' -- ');
  const which = `--instance ${instance.name}`;
  const started = `"${process.execPath}" ${program}`;
  return script === 'hdfs' ? `${started} ${which} ${words}` : `${started} ${words} ${which}`;
}

test('there are commands to run', () => {
  expect(commands.length).toBeGreaterThan(25);
});

test.each(commands)('$document: «$text» does its work', async ({ text, ends }) => {
  const { code, err } = await run(text);
  expect({ code, why: code === ends ? '' : err }).toEqual({ code: ends, why: '' });
});
