import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordOf } from '../../modules/objects/entries.ts';
import { functionNames } from '../../modules/platform/function-names.ts';
import { bundleHandlers, handlerFile } from './bundle.ts';

/** What the kernel tells of a process of the esbuild that this one has started; see proc(5). */
function statusOfEsbuild(): string {
  const processes = readdirSync('/proc').filter((entry) => /^\d+$/u.test(entry));
  const statuses = processes.flatMap((pid) => {
    try {
      return readFileSync(`/proc/${pid}/status`, 'utf8');
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
  const own = statuses.find((text) => text.startsWith('Name:\tesbuild') && text.includes(`PPid:\t${process.pid}\n`));
  return own ?? '';
}

test.runIf(process.platform === 'linux')('all functions are bundled within 600 MB of memory', async () => {
  const bundles = await bundleHandlers(recordOf(functionNames, handlerFile));
  expect(Object.keys(bundles)).toEqual([...functionNames]);
  const kilobytes = Number(/^VmHWM:\s+(?<kB>\d+)/mu.exec(statusOfEsbuild())?.groups?.['kB']);
  expect(kilobytes).toBeGreaterThan(0);
  expect(kilobytes * 1_024).toBeLessThan(600_000_000);
});
