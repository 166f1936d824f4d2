import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePortOffset } from '../../local/instance/free-ports.ts';
import { defaultEngine } from '../../local/instance/engine-choice.ts';
import { instanceAt, projectRoot, type Instance } from '../../local/instance/instance.ts';
import { takeDown } from '../../local/platform/down.ts';
import { bringUp } from '../../local/platform/up.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Name of the running instance that the tests against real servers use. */
    instance: string;
  }
}

/**
 * Starts an instance of its own for the tests, on free ports, and takes it away afterwards.
 * With MARKETPLACE_TEST_INSTANCE the tests use that running instance instead.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env['MARKETPLACE_TEST_INSTANCE'];
  if (running !== undefined) {
    project.provide('instance', running);
    return undefined;
  }
  const engine = project.name === 'localstack' ? 'localstack' : defaultEngine;
  const instance = instanceAt(`test-${process.pid}`, await freePortOffset(), { engine });
  const removeAtExit = (): void => removeNow(instance);
  // A signal ends vitest without what is returned here.
  process.once('exit', removeAtExit);
  const leave = async (): Promise<void> => {
    await takeDown(instance);
    rmSync(instance.directory, { recursive: true, force: true });
    process.off('exit', removeAtExit);
  };
  try {
    await bringUp(instance, { sample: false });
  } catch (error) {
    await leave();
    throw error;
  }
  project.provide('instance', instance.name);
  return leave;
}

/** A process that exits can wait for another process, and for nothing else. */
function removeNow({ name, directory }: Instance): void {
  if (!existsSync(directory)) return;
  const stop = join(projectRoot, 'local/commands/stop.ts');
  spawnSync(process.execPath, [stop, '--instance', name], { stdio: ['ignore', 'ignore', 'inherit'] });
  rmSync(directory, { recursive: true, force: true });
}
