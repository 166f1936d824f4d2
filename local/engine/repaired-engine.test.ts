import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const program = join(import.meta.dirname, 'repaired_engine.py');

test('the repairs are for the version of MiniStack that the set-up installs', () => {
  const requirements = readFileSync(join(import.meta.dirname, '../setup/requirements.txt'), 'utf8');
  const pinned = /^ministack==(?<version>\S+)$/mu.exec(requirements)?.groups?.['version'];
  expect(readFileSync(program, 'utf8')).toContain(`WRITTEN_FOR = "${pinned}"\n`);
});

test('with another version the engine does not start, and says on one line what to do', async () => {
  const packages = mkdtempSync(join(tmpdir(), 'other-ministack-'));
  try {
    const metadata = join(packages, 'ministack-9.9.9.dist-info');
    mkdirSync(metadata);
    writeFileSync(join(metadata, 'METADATA'), 'Metadata-Version: 2.1\nName: ministack\nVersion: 9.9.9\n');
    const refused = run('python3', [program], { env: { ...process.env, PYTHONPATH: packages } });
    await expect(refused).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^\S+ is written for MiniStack [\d.]+, but 9\.9\.9 is installed: pin ministack==\S+ in \S+ and run npm start again, .+\n$/u,
      ),
    });
  } finally {
    rmSync(packages, { recursive: true });
  }
});
