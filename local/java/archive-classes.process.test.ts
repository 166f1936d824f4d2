import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../setup/command.ts';
import { archiveClasses, lacksArchive } from './archive-classes.ts';
import { javaCommand, smallMachine, type JavaProgram } from './program.ts';

const directory = mkdtempSync(join(tmpdir(), 'class-archive-'));
const archive = join(directory, 'kafka.new.jsa');
const former = join(directory, 'kafka.former.jsa');

const program: JavaProgram = {
  jars: 'kafka',
  folders: [directory],
  main: 'kafka.tools.StorageTool',
  args: ['random-uuid'],
  flags: smallMachine,
  classList: join(directory, 'classes'),
};

/** Runs the program on an archive, and tells from where it had its main class and all that it printed. */
async function run(from: string): Promise<{ origin: string | undefined; printed: readonly string[] }> {
  const log = join(directory, 'loading.log');
  const { command, args, env } = javaCommand(program, from);
  const printed: string[] = [];
  await runCommand(command, [`-Xlog:class+load=info:file=${log}`, ...args], {
    env,
    timeout: 30_000,
    onLine: (line) => printed.push(line),
  });
  const origin = /kafka\.tools\.StorageTool source: (?<origin>.*)/u.exec(readFileSync(log, 'utf8'))?.groups?.['origin'];
  return { origin, printed };
}

let lackedBefore = false;

beforeAll(async () => {
  writeFileSync(former, 'of a former version');
  await run(archive);
  lackedBefore = lacksArchive(program, archive);
  await archiveClasses(program, archive);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('a program starts from the archive of what it has loaded', async () => {
  expect(lackedBefore).toBe(true);
  expect(lacksArchive(program, archive)).toBe(false);
  expect(await run(archive)).toMatchObject({ origin: 'shared objects file' });
});

test('each program has it at the address that it was made for, so that they share what they do not change', async () => {
  const bases: unknown[] = [];
  for (const n of [1, 2]) {
    const log = join(directory, `mapping-${n}.log`);
    const { command, args, env } = javaCommand(program, archive);
    await runCommand(command, [`-Xlog:cds=info:file=${log}`, ...args], { env, timeout: 30_000 });
    bases.push(/Mapped static +region #0 at base (?<base>0x\w+)/u.exec(readFileSync(log, 'utf8'))?.groups?.['base']);
  }
  expect(bases[0]).toMatch(/^0x/u);
  expect(bases[1]).toBe(bases[0]);
});

test('a former archive goes, and nothing else is left behind', () => {
  expect(existsSync(former)).toBe(false);
  expect(readdirSync(directory).filter((file) => file.startsWith('kafka.'))).toEqual(['kafka.new.jsa']);
});

test.for(['cut off', 'damaged inside', 'no archive at all'])(
  'an archive that is %s is left alone without a word',
  async (damage) => {
    const broken = join(directory, 'broken.jsa');
    const bytes = readFileSync(archive);
    const half = Math.floor(bytes.length / 2);
    if (damage === 'cut off') writeFileSync(broken, bytes.subarray(0, half));
    if (damage === 'damaged inside') writeFileSync(broken, bytes.fill(0xff, 10_000, half));
    if (damage === 'no archive at all') writeFileSync(broken, 'something else');
    const { origin, printed } = await run(broken);
    expect(origin).toMatch(/^file:.*kafka.*\.jar$|^jrt:|\.jar$/u);
    expect(printed).toHaveLength(1);
  },
);
